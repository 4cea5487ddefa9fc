// Choosing a page while one types: the field becomes a combobox; its button still finds without script.

const WAIT_MS = 150;

export function pick(part, form) {
  for (const input of part.querySelectorAll(".field.pick .pick-line input, input[data-picks]")) {
    if (input.dataset.isReady) continue;
    input.dataset.isReady = "yes";
    attach(input.closest(".field"), input, form);
  }
}

function attach(box, input, form) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${input.id}-list`, className: "pick-list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.querySelector("label")?.textContent ?? "");
  input.after(list);
  box.querySelector(".pick-line")?.after(list);
  const set = (attributes) => { for (const key in attributes) input.setAttribute(key, attributes[key]); };
  set({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });
  let timer, found = [], active = -1, latest = 0;

  const mark = (place) => {
    active = place;
    [...list.children].forEach((one, number) => one.setAttribute("aria-selected", String(number === place)));
    set({ "aria-activedescendant": list.children[place]?.id ?? "" });
    list.children[place]?.scrollIntoView({ block: "nearest" });
  };
  const open = (is) => { list.hidden = !is; set({ "aria-expanded": String(is) }); if (!is) mark(-1); };

  function choose(place) {
    const one = found[place];
    if (!one) return;
    input.value = one.value;
    const name = box.querySelector("[data-pick-name]");
    if (name) name.textContent = one.name;
    open(false);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(timer);
  }

  function show() {
    list.replaceChildren(...found.map((one, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      const name = document.createElement("span"), kind = document.createElement("span");
      name.textContent = one.name;
      kind.textContent = `${one.kind} · ${one.value}`;
      kind.className = "meta";
      option.append(name, " ", kind);
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(number); });
      return option;
    }));
    open(found.length > 0);
  }

  async function ask() {
    const asked = ++latest;
    const query = new URLSearchParams({ family: box.dataset.pick ?? input.dataset.picks, q: input.value.trim() });
    const answer = await fetch(`${form.dataset.find}?${query}`).catch(() => null);
    if (asked !== latest || !answer?.ok) return;
    found = await answer.json();
    show();
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isTrusted) return;
    if (input.value.trim()) timer = setTimeout(ask, WAIT_MS);
    else open(false);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) { if (found.length) show(); return; }
      event.preventDefault();
      mark((active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    }
  });
  input.addEventListener("blur", () => open(false));
}
