// One picture at the desk: boxes are drawn on it instead of typed in figures.

import { AreaEditor } from "../photos/area-editor.js";

const form = document.querySelector("[data-photo-hide]");
const areas = form.elements.areas;
const editor = new AreaEditor(form.querySelector("[data-area-editor]"));
form.querySelector("[data-figures]").remove();
form.querySelector("[data-editor]").hidden = false;
editor.show(form.dataset.photoHide, kept());
form.addEventListener("submit", ({ submitter }) => {
  areas.value = editor.boxes.length ? JSON.stringify(editor.areas) : "";
  if (submitter) setTimeout(() => (submitter.disabled = true), 0); // a second press would find another address
});
window.addEventListener("pageshow", () => form.querySelectorAll("button").forEach((one) => (one.disabled = false)));

// What an earlier press had drawn that could not be used.
function kept() {
  try {
    return JSON.parse(areas.value || "[]").filter((area) => area.length === 4 && area.every(Number.isFinite));
  } catch {
    return [];
  }
}
