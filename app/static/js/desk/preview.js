// How a text reads, below it instead of in a page of its own.

export function preview(part, form) {
  for (const button of part.querySelectorAll('button[name="_preview"]')) {
    if (button.dataset.isReady) continue;
    button.dataset.isReady = "yes";
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      const fields = new URLSearchParams(new FormData(form));
      fields.set("_preview", button.value);
      const answer = await fetch(form.dataset.preview, { method: "POST", body: fields, headers: { "X-Requested-With": "fetch" } }).catch(() => null);
      if (!answer?.ok) { button.form.requestSubmit(button); return; }
      const shown = button.nextElementSibling?.matches(".reads") ? button.nextElementSibling : document.createElement("div");
      shown.className = "reads";
      shown.setAttribute("role", "status");
      shown.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
      button.after(shown);
    });
  }
}
