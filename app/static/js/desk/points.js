// A press on the drawn map chooses a point: it is written into the box as two numbers, and read as if they were typed.

const M_PER_DEG_LAT = 111195;
const M_PER_DEG_LON = M_PER_DEG_LAT * Math.cos(39.92 * Math.PI / 180);

export function choosePoints(part) {
  for (const map of part.querySelectorAll("[data-map]")) {
    if (map.dataset.isReady) continue;
    map.dataset.isReady = "yes";
    map.querySelector("[data-map-help]").hidden = false;
    map.addEventListener("click", (event) => {
      event.preventDefault();
      const box = map.querySelector("svg").getBoundingClientRect();
      const { lat, lon, scale, width, height } = Object.fromEntries(Object.entries(map.dataset).map(([name, value]) => [name, Number(value)]));
      const east = ((event.clientX - box.left) / box.width - 0.5) * width / scale;
      const north = (0.5 - (event.clientY - box.top) / box.height) * height / scale;
      const build = map.closest("[data-build]");
      build.querySelector("[name^='_words.']").value = `${(lat + north / M_PER_DEG_LAT).toFixed(6)}, ${(lon + east / M_PER_DEG_LON).toFixed(6)}`;
      build.querySelector("[name^='_datum.']").value = "wgs84";
      build.querySelector("[data-read]").click();
    });
  }
}
