// Pictures at the desk: files dropped on the form, their names shown, and a focal point set by a press on the picture.

const drop = document.querySelector("[data-drop]");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  const chosen = drop.querySelector("[data-chosen]");
  const say = () => {
    chosen.replaceChildren(
      ...[...input.files].map((file) => {
        const row = document.createElement("li");
        row.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1000))} kB)`;
        return row;
      }),
    );
  };
  input.addEventListener("change", say);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", kind === "dragover");
    });
  }
  drop.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      say();
    }
  });
}

const holder = document.querySelector("[data-focal]");
const across = document.querySelector("[data-focal-x]");
const down = document.querySelector("[data-focal-y]");
if (holder && across && down) {
  const NS = "http://www.w3.org/2000/svg";
  const mark = document.createElementNS(NS, "svg");
  mark.setAttribute("aria-hidden", "true");
  const dot = document.createElementNS(NS, "circle");
  for (const [name, value] of [["r", "10"], ["fill", "none"], ["stroke", "#fff"], ["stroke-width", "4"]]) dot.setAttribute(name, value);
  mark.append(dot);
  holder.append(mark);
  const place = (x, y) => {
    dot.setAttribute("cx", `${x * 100}%`);
    dot.setAttribute("cy", `${y * 100}%`);
  };
  place(Number(across.dataset.focalX), Number(down.dataset.focalY));
  holder.addEventListener("click", (event) => {
    const box = holder.querySelector("img").getBoundingClientRect();
    const x = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const y = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
    across.value = x.toFixed(3);
    down.value = y.toFixed(3);
    place(x, y);
  });
  for (const radio of document.querySelectorAll("input[name=focal]")) {
    radio.addEventListener("change", () => {
      const [x, y] = radio.value.split(" ").map(Number);
      across.value = down.value = "";
      place(x, y);
    });
  }
}
