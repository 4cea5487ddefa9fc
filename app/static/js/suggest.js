// Suggestions while one types: an input with data-suggest becomes a combobox; without script its form does it all.

const WAIT_MS = 120;
const HAN = /\p{Script=Han}/u;
const here = document.documentElement.lang;

function set(made, attributes) {
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  return made;
}

const make = (name, attributes) => set(document.createElement(name), attributes);

function words(text, part) {
  const span = make("span", { class: `suggestion-${part}`, lang: HAN.test(text) ? (here === "en" ? "zh-Hans" : here) : "en" });
  span.textContent = text;
  return span;
}

function attach(input) {
  const id = `${input.id}-list`;
  const { suggest, list: label, none, one, many } = input.dataset;
  const list = make("ul", { id, class: "suggestions", role: "listbox", "aria-label": label, hidden: "" });
  const said = make("span", { class: "visually-hidden", role: "status" });
  const known = new Map();
  let timer, asking, composing;
  let found = [];
  let active = -1;

  function mark(place) {
    active = place;
    [...list.children].forEach((option, number) => set(option, { "aria-selected": number === place }));
    set(input, { "aria-activedescendant": list.children[place]?.id ?? "" });
    list.children[place]?.scrollIntoView({ block: "nearest" });
  }

  function open(is) {
    list.hidden = !is;
    set(input, { "aria-expanded": is });
    mark(-1);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    open(false);
  }

  function show(suggestions) {
    found = suggestions;
    list.replaceChildren(
      ...found.map(({ label, other, kind }, number) => {
        const option = make("li", { id: `${id}-${number}`, role: "option" });
        option.append(words(label, "name"), " ", words(other, "other"), " ", words(kind, "kind"));
        return option;
      }),
    );
    open(found.length > 0);
    said.textContent = found.length > 1 ? many.replace("#", found.length) : found.length ? one : none;
  }

  async function ask(query) {
    asking = new AbortController();
    try {
      if (!known.has(query)) {
        const answer = await fetch(`${suggest}?q=${encodeURIComponent(query)}`, { signal: asking.signal });
        known.set(query, (await answer.json()).suggestions);
      }
      if (query === input.value.trim() && document.activeElement === input) show(known.get(query));
    } catch {
      // Aborted or unanswered: the form still works.
    }
  }

  function typed() {
    if (composing) return;
    clearTimeout(timer);
    asking?.abort();
    mark(-1);
    const query = input.value.trim();
    if (query.length > 1 || HAN.test(query)) timer = setTimeout(ask, WAIT_MS, query);
    else {
      found = [];
      close();
      said.textContent = "";
    }
  }

  function pressed(event) {
    if (composing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      if (list.hidden) open(true);
      const stations = found.length + 1; // the box is one
      mark(((active + 1 + step + stations) % stations) - 1);
    } else if (event.key === "Enter" && active >= 0) location.assign(found[active].href);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  }

  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id });
  input.form.append(list, said);
  open(false);
  input.oninput = typed;
  input.onkeydown = pressed;
  input.onblur = close;
  input.addEventListener("compositionstart", () => {
    composing = true;
    close();
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    typed();
  });
  list.onmousedown = (event) => event.preventDefault();
  list.onclick = ({ target }) => {
    const place = [...list.children].indexOf(target.closest("li"));
    if (place >= 0) location.assign(found[place].href);
  };
}

document.querySelectorAll("[data-suggest]").forEach(attach);
