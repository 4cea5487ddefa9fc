// Opens the interactive map in place of the drawn one: a button with data-map-open inside figure.map. It opens by itself
// when the address says what it shows (#map=…), and when the button has data-map-opens.

// The files of other people that a map needs, each with the version that set-up fetched: a new version is a new address.
const VENDOR = {
  link: ["leaflet/leaflet.css?v=1.9.4", "leaflet.markercluster/MarkerCluster.css?v=1.5.3", "leaflet.locatecontrol/L.Control.Locate.min.css?v=0.90.1", "leaflet.fullscreen/Control.FullScreen.css?v=3.0.0"],
  script: ["leaflet/leaflet.js?v=1.9.4", "leaflet.markercluster/leaflet.markercluster.js?v=1.5.3", "leaflet.locatecontrol/L.Control.Locate.min.js?v=0.90.1", "leaflet.fullscreen/Control.FullScreen.js?v=3.0.0"],
};
const addressOf = (file) => new URL(`../vendor/${file}`, import.meta.url).href;

/** Load one stylesheet or script, once; rejects when it cannot be had. */
function loadFile(tag, address) {
  const wanted = new URL(address, document.baseURI).href;
  const present = [...document.querySelectorAll(tag)].some((element) => (element.href || element.src) === wanted);
  if (present) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const element = document.createElement(tag);
    element.onload = resolve;
    element.onerror = () => {
      element.remove();
      reject(new Error(`${address} could not be loaded`));
    };
    if (tag === "link") Object.assign(element, { rel: "stylesheet", href: address });
    else element.src = address;
    document.head.append(element);
  });
}

/** Wait until the map's own script says that everything is there. */
function mapReady(container) {
  return new Promise((resolve, reject) => {
    container.addEventListener("map-ready", resolve, { once: true });
    container.addEventListener("map-failed", () => reject(new Error("map-failed")), { once: true });
  });
}

function makeContainer(figure) {
  const container = document.createElement("div");
  container.id = figure.dataset.mapId || "map";
  container.className = "map-live is-loading";
  for (const name of ["mapList", "mapPoints", "mapChosen"]) if (figure.dataset[name]) container.dataset[name] = figure.dataset[name];
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", figure.querySelector("svg")?.getAttribute("aria-label") || "");
  return container;
}

async function build(figure, container) {
  await Promise.all(VENDOR.link.map((file) => loadFile("link", addressOf(file))));
  for (const file of VENDOR.script) await loadFile("script", addressOf(file));
  const ready = mapReady(container);
  await Promise.all([ready, loadFile("script", figure.dataset.mapScript)]);
}

async function open(button, { takesFocus = true } = {}) {
  const figure = button.closest("figure.map");
  const picture = figure.querySelector(".map-picture");
  const status = figure.querySelector("[data-map-status]");
  const say = (text) => status && (status.textContent = text || "");
  const container = makeContainer(figure);
  let noticed = "";
  container.addEventListener("map-notice", ({ detail }) => {
    noticed = detail;
    status?.classList.remove("visually-hidden");
    say(detail);
  });
  picture.after(container);
  button.setAttribute("aria-disabled", "true");
  say(button.dataset.loading);
  try {
    await build(figure, container);
    const hadFocus = takesFocus && [button, document.body].includes(document.activeElement);
    picture.hidden = true;
    button.hidden = true;
    container.classList.remove("is-loading");
    if (hadFocus) container.focus({ preventScroll: true });
    say(noticed || button.dataset.loaded);
  } catch {
    container.remove();
    document.querySelector(`script[src="${CSS.escape(figure.dataset.mapScript)}"]`)?.remove();
    button.removeAttribute("aria-disabled");
    say(button.dataset.failed);
    status?.classList.remove("visually-hidden");
  }
}

for (const button of document.querySelectorAll("[data-map-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") open(button);
  });
  if (location.hash.startsWith("#map=") || "mapOpens" in button.dataset) open(button, { takesFocus: false });
}
