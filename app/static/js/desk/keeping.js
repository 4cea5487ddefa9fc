// What is typed is kept as one rolling draft after two seconds of rest, and when the page is left; never as a revision.

const REST_MS = 2000;
const AGAIN_MS = 10000;

export function keepTyping(form) {
  const said = form.querySelector("[data-said]");
  const address = form.dataset.draft;
  let timer, asking, sending = false;
  let isChanged = false;

  const body = () => {
    const fields = new FormData(form);
    fields.delete("_do");
    return new URLSearchParams(fields);
  };

  const tell = (words) => { if (said) said.textContent = words; };

  async function keep() {
    if (!address || !isChanged) return;
    if (asking) { timer = setTimeout(keep, REST_MS); return; }
    asking = true;
    isChanged = false;
    try {
      const answer = await fetch(address, { method: "POST", body: body(), headers: { "X-Requested-With": "fetch" }, redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      if (!isChanged) tell((await answer.json()).said);
    } catch {
      isChanged = true;
      tell(form.dataset.untold);
      timer = setTimeout(keep, AGAIN_MS);
    }
    asking = false;
  }

  function changed() {
    isChanged = true;
    tell(form.dataset.unsaved);
    clearTimeout(timer);
    timer = setTimeout(keep, REST_MS);
  }

  form.addEventListener("input", changed);
  form.addEventListener("desk:changed", changed);
  form.addEventListener("submit", () => { sending = true; });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !isChanged || sending || !address) return;
    if (navigator.sendBeacon(address, body())) isChanged = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged && !sending) event.preventDefault();
  });
}
