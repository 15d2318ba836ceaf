// A second press while the first is on its way would only make the person wait twice.
export function sendOnce(form) {
  const button = form.querySelector("[data-send]");
  form.addEventListener("submit", () => {
    button.setAttribute("aria-busy", "true");
    setTimeout(() => (button.disabled = true), 0);
  });
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  });
}
