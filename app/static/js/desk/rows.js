// Rows in another order: by the arrows with the keyboard, or by dragging; the order of the page is the order that is sent.

export function orderRows(part, form) {
  for (const list of part.querySelectorAll(".row-list")) {
    if (list.dataset.isReady) continue;
    list.dataset.isReady = "yes";
    list.addEventListener("click", (event) => step(event, list, form));
    for (const row of list.children) makeDraggable(row, list, form);
  }
}

function step(event, list, form) {
  const button = event.target.closest('button[name="_do"]');
  const row = button?.closest(".one-row");
  const isUp = button?.value.startsWith("up "), isDown = button?.value.startsWith("down ");
  if (!row || row.parentElement !== list || !(isUp || isDown)) return;
  event.preventDefault();
  const before = [...list.children];
  const other = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (other) isUp ? other.before(row) : other.after(row);
  told(row, list, form, before);
  button.focus();
}

// Numbers that name rows of this list follow their rows, as on the server.
function told(row, list, form, before) {
  const after = [...list.children];
  for (const field of form.querySelectorAll(`[data-counts="${CSS.escape(list.closest("[data-rows]").dataset.rows)}"]`)) {
    const named = before[Number(field.value) - 1];
    if (named) field.value = String(after.indexOf(named) + 1);
  }
  after.forEach((one, place) => {
    const shown = one.querySelector("[data-number]");
    if (shown) shown.textContent = String(place + 1);
  });
  form.dispatchEvent(new CustomEvent("desk:changed"));
  const title = row.querySelector("[data-row-title]")?.textContent.trim() ?? "";
  const said = form.querySelector("[data-said]");
  if (said) said.textContent = `${title}: ${after.indexOf(row) + 1} / ${after.length}`;
}

function makeDraggable(row, list, form) {
  const tools = row.querySelector(":scope > .row-tools");
  if (!tools) return;
  const handle = document.createElement("span");
  Object.assign(handle, { className: "tool handle", textContent: "⋮⋮" });
  handle.setAttribute("aria-hidden", "true");
  tools.prepend(handle);
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    drag(row, list, form);
  });
}

// The moves are followed on the document: a row that moves in the page would lose the pointer it holds.
function drag(row, list, form) {
  const before = [...list.children];
  const until = new AbortController();
  const follow = (event) => {
    const over = [...list.children].find((other) => other !== row && isOver(other, event.clientY));
    if (!over) return;
    const box = over.getBoundingClientRect();
    event.clientY < box.top + box.height / 2 ? over.before(row) : over.after(row);
  };
  const end = () => {
    until.abort();
    row.classList.remove("is-dragged");
    told(row, list, form, before);
  };
  row.classList.add("is-dragged");
  document.addEventListener("pointermove", follow, { signal: until.signal });
  for (const ending of ["pointerup", "pointercancel"]) document.addEventListener(ending, end, { signal: until.signal });
}

function isOver(row, y) {
  const box = row.getBoundingClientRect();
  return y >= box.top && y <= box.bottom;
}
