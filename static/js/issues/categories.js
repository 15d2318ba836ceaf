// What the words may be about, as chips: one press chooses the category, another press on another corrects it. Whoever
// has chosen by hand is not asked.

export function offerCategories(form) {
  const part = form.querySelector("[data-guesses]");
  const row = part.querySelector(".chip-row");
  const chosen = () => form.querySelector('[name="category"]:checked')?.value ?? "";
  let taken = ""; // by a chip

  const mark = () => {
    row.querySelectorAll("button").forEach((chip) => {
      const isOn = chip.value === chosen();
      chip.classList.toggle("chip--on", isOn);
      chip.setAttribute("aria-pressed", isOn);
    });
    part.hidden = row.childElementCount === 0 || (chosen() !== "" && chosen() !== taken);
  };

  const chip = ({ slug, name }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.value = slug;
    button.textContent = name;
    button.addEventListener("click", () => {
      taken = slug;
      const radio = form.querySelector(`[name="category"][value="${CSS.escape(slug)}"]`);
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return button;
  };

  form.addEventListener("change", (event) => {
    if (event.target.name === "category") mark();
  });

  return ({ categories }) => {
    const known = [...row.querySelectorAll("button")].map((button) => button.value);
    if (`${known}` !== `${categories.map(({ slug }) => slug)}`) row.replaceChildren(...categories.map(chip));
    mark();
  };
}
