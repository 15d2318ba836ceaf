// The field below the talk: what stands in it goes out as one piece, and what is refused comes back into it.
//
//   empty ──key──▶ written ──sent──▶ empty        any ──refused──▶ written, with the sentence why
import { newKey } from "./words.js";

export class Composer {
  // `send(piece)` says whether it has taken it; else the form posts as it does without script. `hindrance()` is the
  // sentence why it must wait.
  constructor(form, send, hindrance) {
    this.form = form;
    form.addEventListener("submit", (event) => {
      const piece = this.piece();
      const sentence = hindrance();
      if (sentence) this.complain(sentence);
      else if (!piece || !send(piece)) return;
      else this.clear();
      event.preventDefault();
    });
  }

  get field() {
    return this.form.elements.body;
  }

  // What a `post` frame says; null when there is nothing, or pictures that only a form can carry.
  piece() {
    const data = new FormData(this.form);
    const piece = { key: data.get("key"), body: data.get("body") };
    const [voice, reply] = [data.get("organisation"), data.get("reply_to")];
    const photos = data.getAll("photos").filter((value) => value && typeof value === "string");
    const hasFiles = data.getAll("photos").some((value) => value.size);
    if (hasFiles || !(piece.body.trim() || photos.length)) return null;
    if (voice) piece.as = Number(voice);
    if (reply) piece.reply_to = Number(reply);
    if (photos.length) piece.photos = photos;
    return piece;
  }

  clear() {
    this.complain("");
    this.form.elements.key.value = newKey();
    this.form.dispatchEvent(new CustomEvent("talk:sent"));
    this.write("");
    this.field.focus({ preventScroll: true });
  }

  // Words that did not go out stand before those that were written meanwhile.
  giveBack(piece, sentence) {
    this.write([piece.body, this.field.value].filter(Boolean).join("\n"));
    this.form.dispatchEvent(new CustomEvent("talk:returned", { detail: piece }));
    this.complain(sentence);
  }

  write(words) {
    this.field.value = words;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  complain(sentence) {
    const place = this.form.querySelector("[data-error]");
    place.querySelector("span").textContent = sentence;
    place.hidden = !sentence;
    this.form.classList.toggle("composer--wrong", Boolean(sentence));
    this.field.setAttribute("aria-invalid", Boolean(sentence));
  }
}
