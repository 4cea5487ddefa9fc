// The buttons of a form that add, remove, find and read: the server draws the form anew, and only their section is exchanged.

export function replaceParts(form, attach) {
  form.addEventListener("click", async (event) => {
    const button = event.target.closest('button[name="_do"]');
    const section = button?.closest(".form-section");
    if (!section || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.isAsking) return;
    form.dataset.isAsking = "yes";
    const fresh = await drawnAnew(form, button.value, section.id).catch(() => null);
    delete form.dataset.isAsking;
    if (!fresh) { form.dataset.isPlain = "yes"; form.requestSubmit(hidden(form, button.value)); return; }
    keepOpen(section, fresh, button.value);
    section.replaceWith(fresh);
    attach(fresh);
    form.dispatchEvent(new CustomEvent("desk:changed"));
    focusOn(fresh, button.value);
  });
}

async function drawnAnew(form, deed, id) {
  const fields = new URLSearchParams(new FormData(form));
  fields.append("_do", deed);
  const answer = await fetch(form.action, { method: "POST", body: fields, headers: { "X-Requested-With": "fetch" } });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) : null;
}

// Without an answer the button is pressed as without script.
function hidden(form, deed) {
  const button = document.createElement("button");
  Object.assign(button, { type: "submit", name: "_do", value: deed, hidden: true });
  form.append(button);
  return button;
}

function keepOpen(section, fresh, deed) {
  if (deed.startsWith("remove ")) return;
  for (const row of section.querySelectorAll("[data-row]:has(> details[open])")) {
    const same = fresh.querySelector(`[data-row="${row.dataset.row}"] > details`);
    if (same) same.open = true;
  }
}

function focusOn(fresh, deed) {
  const [name, path] = deed.split(" ");
  const place = fresh.querySelector(`[id="f-${path.split("|")[0].replaceAll(".", "-")}"]`);
  const last = name === "add" ? place?.querySelector(":scope > .row-list > .one-row:last-child > details") : null;
  if (last) last.open = true;
  const told = (place ?? fresh).querySelector(".build-told");
  const aim = last ?? place ?? fresh;
  const field = (name === "read" || name === "take") && told ? told : aim.matches("input") ? aim : aim.querySelector("input:not([type=hidden]), select, textarea, button");
  field?.focus();
}
