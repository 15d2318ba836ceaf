// Choosing the next state fills in its ready sentence, unless the officer has written one.
function fill(form) {
  const box = form.querySelector("textarea");
  const steps = [...form.querySelectorAll("[data-sentence]")];
  const isOwn = () => box.value.trim() && !steps.some((step) => step.dataset.sentence === box.value);
  const put = (step) => {
    if (isOwn()) return;
    box.value = step.dataset.sentence;
    box.dispatchEvent(new Event("input"));
  };
  for (const step of steps) step.addEventListener("change", () => put(step));
}

document.querySelectorAll("[data-sentences]").forEach(fill);
