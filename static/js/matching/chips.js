// A proposed sort of help goes into the form by one tap, and what was typed stays.
const select = document.querySelector("select[name=code]");
const chips = [...document.querySelectorAll("[data-need-chips] [data-need-code]")];

function choose(chip) {
  select.value = chip.dataset.needCode;
  for (const other of chips) {
    other.classList.toggle("chip--on", other === chip);
    if (other === chip) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  select.focus();
}

for (const chip of select ? chips : []) {
  chip.addEventListener("click", (event) => {
    event.preventDefault();
    choose(chip);
  });
}
