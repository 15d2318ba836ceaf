// The form of a project: its picture is shown before it is sent. The form is complete without it.

import { previewPhotos } from "../issues/photos.js";

const form = document.querySelector("[data-project-form]");
const button = form.querySelector("[data-send]");

previewPhotos(form);

// A second press while the first is on its way would only make the person wait twice.
form.addEventListener("submit", () => {
  button.setAttribute("aria-busy", "true");
  setTimeout(() => (button.disabled = true), 0);
});
window.addEventListener("pageshow", () => {
  button.disabled = false;
  button.removeAttribute("aria-busy");
});
