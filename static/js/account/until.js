// How long a code lasts, counted down; the field's own words, {m} and {s} for the numbers. Not read aloud.
function count(words) {
  const end = Date.parse(words.dataset.until);
  const show = () => {
    const rest = Math.round((end - Date.now()) / 1000);
    const seconds = String(rest % 60).padStart(2, "0");
    words.textContent = rest > 0
      ? words.dataset.left.replace("{m}", Math.floor(rest / 60)).replace("{s}", seconds)
      : words.dataset.over;
    if (rest <= 0) clearInterval(ticking);
  };
  const ticking = setInterval(show, 1000);
  show();
}

document.querySelectorAll("[data-until]").forEach(count);
