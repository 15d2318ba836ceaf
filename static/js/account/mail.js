// An e-mail typed for one way in need not be typed again for the other.
const asked = document.querySelector("[data-mail]");
const other = document.querySelector("input[name=login]");

function share(from, to) {
  from.addEventListener("change", () => { if (to && !to.value) to.value = from.value; });
}

if (other) {
  share(asked, other);
  share(other, asked);
}
