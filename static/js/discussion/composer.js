// The field below the talk: what stands in it goes out as one piece, and what is refused comes back into it.
//
//   empty ──key──▶ written ──sent──▶ empty        any ──refused──▶ written, with the sentence why
import { newKey } from "./words.js";

export class Composer {
  // `send(piece)` says whether it has taken it; else the form posts as it does without script.
  constructor(form, send) {
    this.form = form;
    form.addEventListener("submit", (event) => {
      const piece = this.piece();
      if (!piece || !send(piece)) return;
      event.preventDefault();
      this.clear();
    });
  }

  get field() {
    return this.form.elements.body;
  }

  // What a `post` frame says; null when there are no words, or pictures that only a form can carry.
  piece() {
    const data = new FormData(this.form);
    const isFile = (value) => typeof value !== "string";
    if (!data.get("body").trim() || [...data.values()].some((value) => isFile(value) && value.size)) return null;
    const piece = { key: data.get("key"), body: data.get("body") };
    const [voice, reply] = [data.get("organisation"), data.get("reply_to")];
    const photos = data.getAll("photos").filter((value) => value && !isFile(value));
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
  giveBack({ body }, sentence) {
    this.write([body, this.field.value].filter(Boolean).join("\n"));
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
