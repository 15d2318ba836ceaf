// What is written stays for a day, by thread and account: over a reload, a closed page, a flat battery.
//
//   (none) ──key──▶ kept ──reload──▶ restored, with a note        kept ──sent, emptied──▶ (none)
//
// Sent words are the outbox's. When the form posts by itself the draft stays until the page shows its words.
import { Shelf } from "./shelf.js";
import { saysTheSame } from "./words.js";

const LIVES = 24 * 60 * 60 * 1000; // milliseconds

export function keepDraft({ composer, name, note, list }) {
  const shelf = new Shelf("drafts", LIVES);
  const { field, form } = composer;
  const kept = shelf.get(name);
  const wasSent = kept && [...list.children].some((line) => saysTheSame(line, kept));
  if (wasSent) shelf.drop(name);
  else if (kept && !field.value) restore();

  function restore() {
    field.value = kept;
    note.hidden = false;
    note.querySelector("button").addEventListener("click", () => {
      composer.write("");
      field.focus({ preventScroll: true });
    });
  }
  form.addEventListener("input", () => {
    if (field.value.trim()) shelf.set(name, field.value);
    else shelf.drop(name);
    if (!field.value) note.hidden = true;
  });
}
