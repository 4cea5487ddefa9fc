// Sorts lists by nearness: in [data-nearest], items with data-lat and data-lon. The position never leaves the browser.

const EARTH_M = 6371008.8;
const ON_FOOT = 1.3; // streets are longer than the straight line
const METRES_A_MINUTE = 70;

function metres(here, item) {
  const [a, b] = [here.latitude, Number(item.dataset.lat)].map((degrees) => (degrees * Math.PI) / 180);
  const dLon = ((Number(item.dataset.lon) - here.longitude) * Math.PI) / 180;
  const x = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(x));
}

function sayDistance(item, far) {
  const place = item.querySelector("[data-far]");
  if (!place) return;
  const walk = far * ON_FOOT;
  const english = document.documentElement.lang === "en";
  const minutes = Math.max(1, Math.round(walk / METRES_A_MINUTE));
  const km = `${(walk / 1000).toFixed(1)} ${english ? "km" : "公里"}`;
  place.textContent = minutes > 60 ? km : `${minutes} ${english ? "min walk" : document.documentElement.lang === "zh-Hant" ? "分鐘步行" : "分钟步行"}`;
}

function sort(list, here) {
  const items = [...list.children].map((item) => ({ item, far: item.dataset.lat ? metres(here, item) : Infinity }));
  items.sort((one, other) => one.far - other.far);
  for (const { item, far } of items) {
    if (far < Infinity) sayDistance(item, far);
    list.append(item);
  }
}

for (const part of document.querySelectorAll("[data-nearest]")) {
  const offer = part.querySelector("[data-nearest-offer]");
  const button = part.querySelector("[data-nearest-button]");
  const status = part.querySelector("[data-nearest-status]");
  if (!offer || !button || !("geolocation" in navigator)) continue;
  offer.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        for (const list of part.querySelectorAll("ul, ol")) sort(list, coords);
        status.textContent = button.dataset.done;
      },
      () => {
        status.textContent = button.dataset.failed;
      },
      { maximumAge: 60000, timeout: 10000 },
    );
  });
}
