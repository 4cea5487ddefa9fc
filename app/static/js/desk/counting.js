// Counts against limits while one types: Chinese characters, English words, as the server counts them.

const HAN = /[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
const WORD = /[A-Za-z0-9\u00c0-\u024f]+(?:[’'.,-][A-Za-z0-9\u00c0-\u024f]+)*/gu;

const countOf = (text, language) => (text.match(language === "zh" ? HAN : WORD) ?? []).length;

export function count(part) {
  for (const field of part.querySelectorAll("[data-count][data-limit]")) {
    const shown = document.querySelector(`[data-count-of="${field.id}"]`);
    if (!shown || field.dataset.isCounted) continue;
    field.dataset.isCounted = "yes";
    const limit = Number(field.dataset.limit);
    field.addEventListener("input", () => {
      const number = countOf(field.value, field.dataset.count);
      shown.textContent = shown.textContent.replace(/\d+/, String(number));
      shown.classList.toggle("is-over", number > limit);
    });
  }
}
