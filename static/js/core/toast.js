// A toast can be closed; it goes by itself after six seconds, but stays while the pointer or the focus is in it.
// What went wrong stays until it is closed.
const LIFE = 6000;

export function live(toast) {
  let left;
  const go = () => toast.remove();
  const wait = () => { left = setTimeout(go, LIFE); };
  const stay = () => clearTimeout(left);
  toast.classList.add("toast--live");
  toast.querySelector("[data-toast-close]").addEventListener("click", go);
  if (toast.dataset.toast === "stay") return;
  for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, stay);
  for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, wait);
  wait();
}

document.querySelectorAll("[data-toast]").forEach(live);
