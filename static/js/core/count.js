// How many letters are left, said aloud only near the end. The hook's value is the sentence, with {n} for the number.
const NEAR = 20;

function count(box) {
  const limit = box.maxLength;
  if (limit < 0) return;
  const left = document.createElement("output");
  left.className = "field__count";
  left.setAttribute("for", box.id);
  box.after(left);
  const show = () => {
    const rest = limit - [...box.value].length;
    left.textContent = box.dataset.count.replace("{n}", rest);
    left.classList.toggle("field__count--over", rest < 0);
    left.setAttribute("aria-live", rest <= NEAR ? "polite" : "off");
  };
  box.addEventListener("input", show);
  show();
}

document.querySelectorAll("[data-count]").forEach(count);
