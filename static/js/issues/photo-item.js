// One chosen picture as it is seen while it is sent: its face, how far it is, in words how it stands, what can be done.

import { removeButton } from "./photos.js";

export const [WAITING, SENDING, SENT, FAILED, REFUSED] = ["waiting", "sending", "sent", "failed", "refused"];

export class PhotoItem {
  // `words` are the page's; `work` does {retry, remove}, each with this item.
  constructor(file, words, work) {
    Object.assign(this, { file, words, work, state: WAITING, stop: () => {} });
    this.element = document.createElement("li");
    this.image = document.createElement("img");
    this.image.className = "photo-strip__image";
    this.image.alt = file.name;
    this.image.src = URL.createObjectURL(file);
    for (const end of ["load", "error"]) {
      this.image.addEventListener(end, () => URL.revokeObjectURL(this.image.src), { once: true });
    }
    this.show(WAITING);
  }

  // Another one since something in it was hidden.
  get token() {
    return this.element.dataset.keptPhoto;
  }

  show(state, sentence = this.words[state] ?? "") {
    this.state = state;
    this.element.className = `photo-strip__item${state === SENT ? "" : " photo-strip__item--under-way"}`;
    const parts = state === SENT ? [] : [this.wordsAnd(sentence)];
    this.element.replaceChildren(this.image, ...parts, ...this.removal());
  }

  showShare(share) {
    if (this.bar) this.bar.value = share;
  }

  // The server's picture in place of the file.
  showTaken({ token, url }, name) {
    this.element.dataset.keptPhoto = token;
    this.image.src = url;
    this.image.alt = name;
    this.show(SENT);
  }

  wordsAnd(sentence) {
    const box = document.createElement("div");
    box.className = "photo-strip__state";
    const words = document.createElement("p");
    words.textContent = sentence;
    box.append(words);
    this.bar = null;
    if (this.state === SENDING) {
      this.bar = document.createElement("progress");
      this.bar.className = "photo-strip__progress";
      this.bar.max = 1;
      this.bar.value = 0;
      this.bar.setAttribute("aria-label", `${sentence} ${this.file.name}`);
      box.append(this.bar);
    }
    if (this.state === SENDING || this.state === WAITING) box.append(this.button(this.words.cancel, this.work.remove));
    if (this.state === FAILED) box.append(this.button(this.words.retry, this.work.retry));
    return box;
  }

  removal() {
    if (this.state === SENDING || this.state === WAITING) return [];
    return [removeButton(`${this.words.remove}（${this.image.alt}）`, () => this.work.remove(this))];
  }

  button(words, work) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--outline button--small";
    button.textContent = words;
    button.setAttribute("aria-label", `${words}（${this.file.name}）`);
    button.addEventListener("click", () => work(this));
    return button;
  }
}
