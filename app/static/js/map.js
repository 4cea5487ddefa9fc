/* Turns the drawn map into an interactive one when the visitor asks for it. Until all is loaded, the picture stays. */

const style = (href) => new Promise((resolve, reject) => {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href, onload: resolve, onerror: () => reject(new Error(href)) });
  document.head.append(link);
});

const script = (src) => new Promise((resolve, reject) => {
  const tag = document.createElement("script");
  Object.assign(tag, { src, async: false, onload: resolve, onerror: () => reject(new Error(src)) });
  document.head.append(tag);
});

const open = async (figure, button) => {
  const says = figure.querySelector("[data-map-status]");
  const picture = figure.querySelector(".map-picture");
  const canvas = document.createElement("div");
  canvas.id = figure.dataset.mapId;
  canvas.className = "map-canvas";
  button.disabled = true;
  says.textContent = button.dataset.loading;
  try {
    await Promise.all(figure.dataset.mapStyles.split(" ").map(style));
    for (const source of figure.dataset.mapScripts.split(" ")) {
      await script(source);
    }
    picture.after(canvas);
    await script(figure.dataset.mapScript);
    await window.guideMap.ready;
    picture.hidden = true;
    canvas.classList.add("is-open");
    window.guideMap.map.invalidateSize();
    button.hidden = true;
    canvas.focus();
    says.textContent = button.dataset.loaded;
  } catch (error) {
    canvas.remove();
    button.disabled = false;
    says.textContent = button.dataset.failed;
    says.classList.remove("visually-hidden");
    console.warn(error.message);
  }
};

for (const button of document.querySelectorAll("[data-map-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => open(button.closest(".map"), button));
}
