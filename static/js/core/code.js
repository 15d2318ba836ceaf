// The cell where the next figure goes; full-width figures and pasted spaces are put right; six figures are enough.
const LENGTH = 6;

function tidy(text) {
  return text.normalize("NFKC").replace(/\D/g, "").slice(0, LENGTH);
}

function draw(frame) {
  const box = frame.querySelector("input");
  const show = () => { frame.dataset.at = box.value.length; };
  box.removeAttribute("maxlength");
  box.addEventListener("compositionend", () => box.dispatchEvent(new Event("input")));
  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const figures = tidy(box.value);
    if (figures !== box.value) box.value = figures;
    show();
    if (figures.length === LENGTH) box.form?.requestSubmit();
  });
  show();
}

document.querySelectorAll("[data-code]").forEach(draw);
