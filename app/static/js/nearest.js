// Sorts lists by walking time: in [data-nearest], items with data-lat and data-lon. The position never leaves the browser.
// Where there are [data-nearest-within] and [data-nearest-kind], it also filters; [data-circle-kind] say what ten minutes hold.

const EARTH_M = 6371008.8;
const ON_FOOT = 1.3; // streets are longer than the straight line
const METRES_A_MINUTE = 70;
const CIRCLE_MIN = 10;
const LANG = document.documentElement.lang;

function metres(here, item) {
  const [a, b] = [here.latitude, Number(item.dataset.lat)].map((degrees) => (degrees * Math.PI) / 180);
  const dLon = ((Number(item.dataset.lon) - here.longitude) * Math.PI) / 180;
  const x = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(Math.min(1, x)));
}

const WORDS = {
  en: { walk: (minutes) => `${minutes} min walk`, far: (km) => `${km} km` },
  "zh-Hant": { walk: (minutes) => `步行 ${minutes} 分鐘`, far: (km) => `${km} 公里` },
  "zh-Hans": { walk: (minutes) => `步行 ${minutes} 分钟`, far: (km) => `${km} 公里` },
};

function walkWords({ item, far, minutes }) {
  const words = WORDS[LANG] ?? WORDS["zh-Hans"];
  const said = minutes > 60 ? words.far(((far * ON_FOOT) / 1000).toFixed(1)) : words.walk(minutes);
  return ("approximate" in item.dataset ? "≈ " : "") + said;
}

function sort(list, here) {
  const walks = [...list.children].map((item) => {
    const far = item.dataset.lat ? metres(here, item) : Infinity;
    return { item, far, minutes: Math.ceil((far * ON_FOOT) / METRES_A_MINUTE) };
  });
  walks.sort((one, other) => one.far - other.far);
  for (const walk of walks) {
    const place = walk.item.querySelector("[data-far]");
    if (place && walk.far < Infinity) place.textContent = walkWords(walk);
    list.append(walk.item);
  }
  return walks;
}

function filter(part, walks) {
  const within = Number(part.querySelector("[data-nearest-within]")?.value) || Infinity;
  const kind = part.querySelector("[data-nearest-kind]")?.value ?? "";
  for (const { item, minutes } of walks) item.hidden = minutes > within || Boolean(kind && item.dataset.kind !== kind);
  return walks.filter(({ item }) => !item.hidden).length;
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function sayCircle(part, walks) {
  for (const cell of part.querySelectorAll("[data-circle-kind]")) {
    const ofKind = walks.filter(({ item }) => item.dataset.kind === cell.dataset.circleKind);
    const number = ofKind.filter(({ minutes }) => minutes <= CIRCLE_MIN).length;
    const name = ofKind[0]?.item.querySelector(".near-name")?.textContent ?? "";
    const words = ofKind.length ? (number ? cell.dataset.some : cell.dataset.none) : cell.dataset.nothing;
    cell.textContent = fill(words, { number, name, walk: ofKind.length ? walkWords(ofKind[0]) : "" });
  }
}

for (const part of document.querySelectorAll("[data-nearest]")) {
  const offer = part.querySelector("[data-nearest-offer]");
  const button = part.querySelector("[data-nearest-button]");
  const status = part.querySelector("[data-nearest-status]");
  const after = part.querySelector("[data-nearest-after]");
  if (!offer || !button || !("geolocation" in navigator)) continue;
  let walks = [];
  const show = () => {
    status.textContent = fill(button.dataset.done, { number: filter(part, walks) });
  };
  offer.hidden = false;
  after?.addEventListener("change", show);
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        walks = [...part.querySelectorAll(part.dataset.nearestLists ?? "ul, ol")].flatMap((list) => sort(list, coords));
        sayCircle(part, walks);
        if (after) after.hidden = false;
        show();
      },
      () => {
        status.textContent = button.dataset.failed;
      },
      { maximumAge: 60000, timeout: 10000 },
    );
  });
}
