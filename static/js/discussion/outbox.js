// What was sent and is not confirmed: lines at the end of the talk, in order, each with its key, over a reload too.
//
//   waiting ──the first, and the line is open──▶ sending ──ack──▶ stored ──its line is shown──▶ (gone)
//   sending ──line lost, no answer──▶ waiting        sending ──rate──▶ resting ──timer──▶ waiting
//   sending ──any other refusal──▶ (gone: the words go back to the field)
//   waiting, resting ──もう一度送る──▶ waiting, at once        ──取り消す──▶ (gone: back to the field, if it is empty)
//
// The line of the log may come before its ack: then the one that waits is out of sight until the ack decides. None of
// these lines is in the log, so each message is read aloud once, when it is there.
import { postByForm } from "./by-form.js";
import { Shelf } from "./shelf.js";
import { filled, saysTheSame } from "./words.js";

const [WAITING, SENDING, RESTING, STORED] = ["waiting", "sending", "resting", "stored"];
const LIVES = 24 * 60 * 60 * 1000; // milliseconds
const PATIENCE = 15000; // milliseconds without an answer
const [REST, LONGEST_REST] = [5000, 60000]; // milliseconds after "too fast"

export class Outbox {
  constructor({ list, part, name, line, log, composer, reading }) {
    Object.assign(this, { list, part, name, line, log, composer, reading, shelf: new Shelf("outbox", LIVES) });
    this.items = (this.shelf.get(name) ?? []).map((piece) => this.item(piece));
    this.draw();
  }

  item(piece) {
    return { piece, state: WAITING, seq: null, rests: 0, sentence: "", element: null };
  }

  // True: it is taken.
  add(piece) {
    this.items.push(this.item(piece));
    this.keep((kept) => [...kept, piece]);
    this.reading.around(() => this.draw());
    this.flush();
    return true;
  }

  // One after the other: what is told to wait must not be overtaken.
  async flush() {
    const item = this.items.find(({ state }) => state !== STORED);
    if (item?.state !== WAITING || !this.line.isOpen) return;
    item.state = SENDING;
    item.timer = setTimeout(() => this.unanswered(item), PATIENCE);
    this.draw();
    const frame = { t: "post", ...item.piece };
    if (this.line.send(frame)) return;
    const { action, elements } = this.composer.form;
    const answer = await postByForm(action, elements.csrfmiddlewaretoken.value, frame);
    if (answer) this.hear(answer);
    else if (item.state === SENDING) this.rest(item, this.list.dataset.waiting);
  }

  hear(frame) {
    const item = this.items.find(({ piece }) => piece.key === frame.key);
    if (!item) return;
    clearTimeout(item.timer);
    if (frame.t === "ack") this.store(item, frame.seq);
    else if (frame.code === "rate") this.rest(item, frame.message);
    else this.refuse(item, frame.message);
    this.flush();
  }

  // Whether this line is one of those that wait, which then gives place to it.
  takes(line, frame) {
    if (frame.type !== "message") return false;
    const item = this.items.find(({ state, seq, piece }) => {
      if (seq !== null) return seq === frame.seq;
      return state === SENDING && isMine(frame, this.log) && saysTheSame(line, piece.body);
    });
    if (!item) return false;
    item.shown = frame.seq;
    if (item.state === STORED) this.remove(item);
    else this.draw();
    return true;
  }

  store(item, seq) {
    Object.assign(item, { state: STORED, seq });
    this.forget(item);
    if (seq <= this.log.seq) return this.leave(item);
    item.shown = null; // what it was taken for was another of the same words
    return this.draw();
  }

  rest(item, sentence) {
    clearTimeout(item.timer);
    item.rests += 1;
    Object.assign(item, { state: RESTING, sentence });
    item.timer = setTimeout(() => this.again(item), Math.min(REST * 2 ** (item.rests - 1), LONGEST_REST));
    this.draw();
  }

  refuse(item, sentence) {
    this.drop(item);
    this.composer.giveBack(item.piece, sentence || this.list.dataset.refused);
  }

  unanswered(item) {
    item.state = WAITING;
    this.line.connect();
  }

  again(item) {
    clearTimeout(item.timer);
    item.state = WAITING;
    this.draw();
    this.line.hurry();
    this.flush();
  }

  cancel(item) {
    this.drop(item);
    if (!this.composer.field.value) this.composer.giveBack(item.piece, "");
    this.composer.field.focus({ preventScroll: true });
    this.flush();
  }

  // The line broke: what was on its way may have arrived, and is sent again with its key.
  turn() {
    this.items.filter(({ state }) => state === SENDING).forEach((item) => {
      clearTimeout(item.timer);
      item.state = WAITING;
    });
    this.draw();
    this.flush();
  }

  drop(item) {
    clearTimeout(item.timer);
    this.forget(item);
    this.leave(item);
  }

  leave(item) {
    this.reading.around(() => this.remove(item));
  }

  remove(item) {
    clearTimeout(item.timer);
    this.items = this.items.filter((one) => one !== item);
    this.draw();
  }

  forget({ piece: { key } }) {
    this.keep((kept) => kept.filter((piece) => piece.key !== key));
  }

  keep(change) {
    const kept = change(this.shelf.get(this.name) ?? []);
    if (kept.length) this.shelf.set(this.name, kept);
    else this.shelf.drop(this.name);
  }

  draw() {
    this.items.forEach((item) => this.drawItem(item));
    this.list.querySelectorAll(":scope > li").forEach((element) => {
      if (!this.items.some((item) => item.element === element)) element.remove();
    });
    this.list.hidden = !this.items.some(({ element }) => !element.hidden);
  }

  drawItem(item) {
    item.element ??= this.element(item);
    const { sending, waiting } = this.list.dataset;
    const isComing = this.line.isOpen || !this.line.wasOpen;
    const isUnderway = [SENDING, STORED].includes(item.state) || (isComing && item.state === WAITING);
    const said = item.state === RESTING ? item.sentence : isUnderway ? sending : waiting;
    const place = item.element.querySelector("[data-said]");
    if (place.textContent !== said) place.textContent = said;
    item.element.querySelector("[data-acts]").hidden = isUnderway;
    item.element.hidden = Boolean(item.shown);
  }

  element(item) {
    const element = this.part.content.firstElementChild.cloneNode(true);
    const photos = filled(this.list.dataset.pictured, { n: item.piece.photos?.length ?? 0 });
    element.querySelector("[data-body]").textContent = item.piece.body || photos;
    element.querySelector("[data-again]").addEventListener("click", () => this.again(item));
    element.querySelector("[data-cancel]").addEventListener("click", () => this.cancel(item));
    this.list.append(element);
    return element;
  }
}

// Words of the city or of an organisation name no author.
function isMine({ author }, { me }) {
  return author === null || author === me;
}
