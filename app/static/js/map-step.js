// Keeps a map and the lists beside it in step: pointing at one lights the other. Works on drawn and on interactive maps.

/** The one form of an address by which signs and rows are compared. */
function keyOf(address) {
  const url = new URL(address, document.baseURI);
  return url.pathname === location.pathname && url.hash ? url.hash : url.pathname;
}

function startStep(figure) {
  const frame = figure.closest("main") || document.body;
  const rows = new Map(); // key -> rows of lists
  const keys = new Map(); // row -> key
  const signs = new Map(); // key -> signs of the drawing
  const add = (map, key, element) => map.set(key, [...(map.get(key) || []), element]);

  /** The addresses of the places that a part of the list names, when a sign leads to such a part. */
  function placesOfPart(sign) {
    const part = document.getElementById(sign.getAttribute("href").split("#")[1] || "");
    const links = part ? [...part.querySelectorAll(".map-rows > li > a")] : [];
    return links.length ? links.map((link) => link.getAttribute("href")) : null;
  }

  for (const sign of figure.querySelectorAll("svg a.mk")) {
    const [folder, ...inside] = (sign.dataset.in || "").split(" "); // a count says which places it stands for
    const addresses = inside.length ? inside.map((slug) => folder + slug) : placesOfPart(sign) || [sign.getAttribute("href")];
    for (const address of addresses) add(signs, keyOf(address), sign);
  }
  for (const link of frame.querySelectorAll("li a[href]")) {
    const row = link.closest(".map-rows > li") || link.closest("li");
    const key = keyOf(link.getAttribute("href"));
    if (figure.contains(link) || keys.has(row)) continue;
    keys.set(row, key);
    add(rows, key, row);
  }
  for (const key of signs.keys()) {
    const row = key.startsWith("#") && document.getElementById(key.slice(1));
    if (row && !figure.contains(row)) {
      keys.set(row, key);
      add(rows, key, row);
    }
  }

  let lit = "";
  function light(found) {
    if (found.join(" ") === lit) return;
    lit = found.join(" ");
    for (const element of frame.querySelectorAll(".is-lit")) if (!element.closest(".map-live")) element.classList.remove("is-lit");
    for (const key of found) for (const element of [...(rows.get(key) || []), ...(signs.get(key) || [])]) element.classList.add("is-lit");
    figure.querySelector(".map-live")?.dispatchEvent(new CustomEvent("map-light", { detail: found }));
  }

  /** What an element stands for: a sign of the drawing, or a row of a list. */
  function keysOf(target) {
    const sign = target.closest("svg a.mk");
    if (sign && figure.contains(sign)) return [...signs].filter(([, found]) => found.includes(sign)).map(([key]) => key);
    let row = target.closest("li");
    while (row && !keys.has(row)) row = row.parentElement?.closest("li");
    return row ? [keys.get(row)] : [];
  }

  // The pointer comes first, then what the open map says, then the keyboard: a pointer over nothing puts out no light of the others.
  const told = { pointer: [], map: [], keyboard: [] };
  function tell(who, found) {
    told[who] = found;
    light(Object.values(told).find((some) => some.length) || []);
  }

  frame.addEventListener("pointerover", ({ target }) => tell("pointer", keysOf(target)));
  frame.addEventListener("pointerleave", () => tell("pointer", []));
  frame.addEventListener("focusin", ({ target }) => tell("keyboard", keysOf(target)));
  frame.addEventListener("focusout", () => tell("keyboard", []));
  figure.addEventListener("map-points-at", ({ detail }) => tell("map", detail));
}

for (const figure of document.querySelectorAll("figure.map")) startStep(figure);
