// Chosen pictures go to the server while the rest is written: shrunk, two at a time. What does not arrive goes with the
// form, as all pictures do without this.

import { CITY } from "./ground.js";
import { FAILED, PhotoItem, REFUSED, SENDING, SENT, WAITING } from "./photo-item.js";
import { ENOUGH, placeIn } from "./photo-place.js";
import { fitToSend } from "./photo-shrinking.js";
import { drawKept, letKeptGo } from "./photos.js";

const AT_ONCE = 2; // as many as a server of four threads opens for everybody together
const PATIENCE = 120_000; // milliseconds for one picture
const PAUSES = [1000, 3000, 6000]; // milliseconds before asking again
const NO_USE = [400, 413, 422]; // another try would end the same

// `place(lat, lng)` puts the form's pin. Call before whatever else listens to the form being sent. Returns what draws
// the pictures of a draft that was opened.
export function sendPhotos(form, place) {
  const part = form.querySelector("[data-photos]");
  if (typeof DataTransfer === "undefined") return () => {};
  const offer = new PlaceOffer(part, place);
  const sending = new Sending(form, part, offer);
  sending.input.addEventListener("change", () => sending.choose([...sending.input.files]));
  form.addEventListener("submit", (event) => sending.hold(event));
  const letGo = () => letKeptGo(form, part.dataset.remove, (token) => sending.forget(token));
  letGo();
  return () => {
    drawKept(form);
    letGo();
  };
}

class Sending {
  constructor(form, part, offer) {
    Object.assign(this, { form, part, offer, words: part.dataset, items: [], held: null });
    this.input = part.querySelector('input[type="file"]');
    this.strip = part.querySelector("[data-photo-strip='']");
  }

  get isBusy() {
    return this.items.some(({ state }) => state === WAITING || state === SENDING);
  }

  having(...states) {
    return this.items.filter(({ state }) => states.includes(state));
  }

  choose(files) {
    const fitting = files.filter((file) => file.size <= Number(this.input.dataset.largest));
    const kept = this.form.querySelectorAll("[data-kept-photo]").length;
    const room = Math.max(0, Number(this.input.dataset.most) - kept - this.having(WAITING, SENDING, FAILED).length);
    this.complain(fitting.length < files.length ? "tooLarge" : fitting.length > room ? "tooMany" : "");
    for (const file of fitting.slice(0, room)) this.add(file);
    this.goOn();
  }

  add(file) {
    const item = new PhotoItem(file, this.words, {
      remove: (one) => this.remove(one),
      retry: (one) => {
        one.show(WAITING);
        this.goOn();
        this.input.focus();
      },
    });
    this.items.push(item);
    this.strip.append(item.element);
    file.slice(0, ENOUGH).arrayBuffer().then((bytes) => this.offer.make(item, placeIn(bytes)), () => {});
  }

  // Whatever has changed: the form has what is not there yet, the next ones go, and who waits for them goes on.
  goOn() {
    for (const item of this.having(WAITING).slice(0, AT_ONCE - this.having(SENDING).length)) this.send(item);
    this.sync();
    this.tell();
    if (this.held && !this.isBusy) this.release();
  }

  sync() {
    const kept = [...this.form.querySelectorAll("[data-kept-photo]")].map((item) => item.dataset.keptPhoto);
    this.form.elements.kept.value = kept.join(",");
    const files = new DataTransfer();
    this.having(WAITING, SENDING, FAILED).forEach(({ file }) => files.items.add(file));
    this.input.files = files.files;
    this.form.dispatchEvent(new Event("change")); // what is kept of the form names these
  }

  async send(item) {
    item.show(SENDING);
    const body = this.body();
    body.set("photo", await fitToSend(item.file), item.file.name);
    if (!this.items.includes(item)) return; // taken back meanwhile
    const { status, answer } = await this.postInTurn(item, body);
    if (!this.items.includes(item)) {
      if (answer?.token) this.forget(answer.token);
      return;
    }
    if (answer?.token) {
      item.showTaken(answer, `${this.words.sentOne} ${this.having(SENT).length + 1}`);
      if (answer.place) this.offer.make(item, answer.place);
    } else {
      item.show(NO_USE.includes(status) && answer?.error ? REFUSED : FAILED, answer?.error);
    }
    this.goOn();
  }

  body() {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("key", this.form.elements.key.value);
    body.set("kept", this.form.elements.kept.value);
    return body;
  }

  // While others' pictures are opened (503) it waits, and asks again.
  async postInTurn(item, body) {
    let came = await this.post(item, body);
    for (const pause of PAUSES) {
      if (came.status !== 503 || !this.items.includes(item)) break;
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
      if (this.items.includes(item)) came = await this.post(item, body);
    }
    return came;
  }

  // {status, answer}: 0 and null when nothing came back.
  post(item, body) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.words.photos);
      request.timeout = PATIENCE;
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) => item.showShare(loaded / total));
      request.addEventListener("loadend", () => resolve({ status: request.status, answer: request.response }));
      item.stop = () => request.abort();
      request.send(body);
    });
  }

  remove(item) {
    this.items = this.items.filter((other) => other !== item);
    item.stop();
    item.element.remove();
    if (item.token) this.forget(item.token);
    this.offer.takeBack(item);
    this.complain("");
    this.goOn();
    this.input.focus();
  }

  // The server may let it go; if it does not hear of it, the draft ends by itself.
  forget(token) {
    const body = this.body();
    body.set("drop", token);
    fetch(this.words.photos, { method: "POST", body, keepalive: true }).catch(() => {});
    this.sync();
  }

  // The press counts: the form goes by itself when the pictures are there.
  hold(event) {
    if (!this.isBusy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.held) return;
    const note = document.createElement("p");
    note.className = "field__hint";
    note.dataset.photoHold = "";
    note.setAttribute("role", "status");
    const button = event.submitter ?? this.form.querySelector("[data-send]");
    button.before(note);
    note.textContent = this.words.holding;
    this.held = { submitter: event.submitter, note, refused: this.having(REFUSED).length };
  }

  release() {
    const { submitter, note, refused } = this.held;
    this.held = null;
    if (this.having(REFUSED).length > refused) {
      note.textContent = this.words.stopped; // who thought five would go should know that one does not
      return;
    }
    note.remove();
    this.form.requestSubmit(submitter);
  }

  tell() {
    const there = this.having(SENT).length;
    const all = there + this.having(WAITING, SENDING, FAILED).length;
    const done = this.having(FAILED).length ? this.words.newsFailed : this.words.newsDone;
    const words = this.isBusy ? this.words.news : done;
    const line = all ? words.replace("{there}", there).replace("{all}", all) : "";
    const said = this.having(REFUSED).map(({ element }) => element.querySelector("p").textContent);
    const news = this.part.querySelector("[data-photo-news]");
    if (news.textContent !== [line, ...said].join(" ")) news.textContent = [line, ...said].join(" ");
  }

  complain(what) {
    const complaint = this.part.querySelector("[data-photo-words]");
    complaint.hidden = !what;
    complaint.querySelector("span").textContent = complaint.dataset[what] ?? "";
  }
}

// The first picture's place is offered, once; it goes into the form only when it is pressed.
class PlaceOffer {
  constructor(part, place) {
    Object.assign(this, { box: part.querySelector("[data-photo-place]"), item: null, isDone: false });
    const answer = (work) => {
      this.isDone = true;
      this.box.hidden = true;
      work();
      part.querySelector('input[type="file"]').focus();
    };
    this.box.querySelector("[data-take]").addEventListener("click", () => answer(() => place(this.lat, this.lng)));
    this.box.querySelector("[data-leave]").addEventListener("click", () => answer(() => {}));
  }

  make(item, found) {
    if (this.isDone || !found || !isInCity(found) || (this.item && this.item !== item)) return;
    Object.assign(this, { item, lat: found.lat, lng: found.lng });
    this.box.querySelector("[data-words]").textContent = found.words ?? "";
    this.box.hidden = false;
  }

  takeBack(item) {
    if (this.item !== item) return;
    this.item = null;
    this.box.hidden = true;
  }
}

function isInCity({ lat, lng }) {
  const [[south, west], [north, east]] = CITY;
  return south <= lat && lat <= north && west <= lng && lng <= east;
}
