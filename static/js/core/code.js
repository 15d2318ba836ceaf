// The cell where the next figure goes; full-width figures and pasted spaces are put right; six figures are enough:
// after a breath, in which one can still look or press the button oneself, the form goes.
const LENGTH = 6;
const BREATH = 500;

function tidy(text) {
  return text.normalize("NFKC").replace(/\D/g, "").slice(0, LENGTH);
}

function draw(frame) {
  const box = frame.querySelector("input");
  const show = () => { frame.dataset.at = box.value.length; };
  let going;
  box.removeAttribute("maxlength");
  box.addEventListener("compositionend", () => box.dispatchEvent(new Event("input")));
  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const figures = tidy(box.value);
    if (figures !== box.value) box.value = figures;
    show();
    clearTimeout(going);
    if (figures.length === LENGTH) going = setTimeout(() => box.form?.requestSubmit(), BREATH);
  });
  box.form?.addEventListener("submit", () => clearTimeout(going));
  show();
}

document.querySelectorAll("[data-code]").forEach(draw);
