// The header's two sheets: one at a time, closed by Escape or by going elsewhere; the search takes the cursor.
const drops = [...document.querySelectorAll("[data-drop]")];

function close(drop, { refocus = false } = {}) {
  if (!drop.open) return;
  drop.open = false;
  if (refocus) drop.querySelector("summary").focus();
}

for (const drop of drops) {
  drop.addEventListener("toggle", () => {
    if (!drop.open) return;
    drops.filter((other) => other !== drop).forEach((other) => close(other));
    drop.querySelector("input")?.focus();
  });
  drop.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(drop, { refocus: true });
  });
}

document.addEventListener("pointerdown", (event) => {
  drops.filter((drop) => !drop.contains(event.target)).forEach((drop) => close(drop));
});
