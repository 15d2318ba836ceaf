// Photos of a message: each goes to the server when it is chosen, one after the other, and the message names it.
//
//   chosen ──▶ sending ──token──▶ there ──外す──▶ (gone)        sending ──refused, no network──▶ failed, with the sentence
//   failed ──もう一度送る──▶ sending        failed ──外す──▶ (gone)        there ──the message is sent──▶ (gone)
import { fitToSend } from "../issues/photo-shrinking.js";

const MOST = 4;

export class Pictures {
  constructor({ form, part, address, reading, say }) {
    const list = form.querySelector("[data-composer-photos]");
    Object.assign(this, { form, part, address, reading, say, list, words: part.dataset, sending: new Set() });
    this.turn = Promise.resolve(); // of the next one: a server opens few at a time
    this.input = form.querySelector("input[type=file]");
    this.input.addEventListener("change", () => this.choose());
    form.addEventListener("talk:sent", () => this.clear());
    form.addEventListener("talk:returned", ({ detail }) => detail.photos?.forEach((token) => this.restore(token)));
  }

  get isBusy() {
    return this.sending.size > 0;
  }

  choose() {
    const files = [...this.input.files];
    const room = MOST - this.list.children.length;
    this.input.value = ""; // what is sent here does not go with the form once more
    files.slice(0, room).forEach((file) => this.add(file));
    if (files.length > room) this.say(this.words.most);
  }

  add(file) {
    const item = this.item(URL.createObjectURL(file));
    const picture = item.querySelector("img");
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    item.querySelector("[data-again]").addEventListener("click", () => this.queue(item, file));
    this.queue(item, file);
  }

  restore(token) {
    this.arrived(this.item(`/photos/${token}/card.webp`), token);
  }

  item(address) {
    const item = this.part.content.firstElementChild.cloneNode(true);
    item.querySelector("img").src = address;
    item.querySelector("[data-off]").addEventListener("click", () => this.drop(item));
    this.reading.around(() => {
      this.list.append(item);
      this.list.hidden = false;
    });
    return item;
  }

  queue(item, file) {
    this.sending.add(item);
    item.querySelector("[data-again]").hidden = true;
    item.querySelector("[data-said]").textContent = this.words.sending;
    this.turn = this.turn.then(() => this.sending.has(item) && this.send(item, file));
  }

  async send(item, file) {
    const { token, error } = await this.post({ photo: await fitToSend(file) }, file.name);
    if (!this.sending.delete(item)) return; // taken off meanwhile
    this.arrived(item, token, error);
  }

  arrived(item, token, error) {
    item.querySelector("input").value = token ?? "";
    item.querySelector("input").disabled = !token;
    item.querySelector("[data-again]").hidden = Boolean(token);
    item.querySelector("[data-said]").textContent = token ? this.words.there : error || this.words.failed;
  }

  async post({ photo, drop }, name) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("key", this.form.elements.key.value);
    if (photo) body.set("photo", photo, name);
    if (drop) body.set("drop", drop);
    try {
      const answer = await fetch(this.address, { method: "POST", body, headers: { Accept: "application/json" } });
      return await answer.json();
    } catch {
      return {};
    }
  }

  drop(item) {
    const token = item.querySelector("input").value;
    if (token) this.post({ drop: token });
    this.sending.delete(item);
    this.reading.around(() => {
      item.remove();
      this.list.hidden = !this.list.children.length;
    });
    this.input.focus();
  }

  clear() {
    this.sending.clear();
    this.list.replaceChildren();
    this.list.hidden = true;
  }
}
