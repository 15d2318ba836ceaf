// What one does to a line: sent with a key until there is an answer, also over a line that breaks.
//
//   asked ──ack, error──▶ answered        asked ──line open again──▶ asked once more, with the same key
import { postByForm } from "./by-form.js";
import { newKey } from "./words.js";

export class Acts {
  // Without a `token` nothing can be posted but over a socket.
  constructor(line, token) {
    Object.assign(this, { line, token, asked: new Map() });
  }

  // While the line is down an act waits. A page on which no line ever came up has pages of their own for all of it.
  get canAsk() {
    return this.line.isTwoWay || (this.line.comesBack && Boolean(this.token));
  }

  // `address` is of the page that does the same.
  ask(frame, address, answered) {
    const one = { asked: { key: newKey(), ...frame }, address, answered };
    this.asked.set(one.asked.key, one);
    this.send(one);
  }

  async send({ asked, address }) {
    if (!this.line.isOpen || this.line.send(asked)) return;
    const answer = await postByForm(address, this.token, asked);
    if (answer) this.hear(answer);
  }

  again() {
    this.asked.forEach((one) => this.send(one));
  }

  hear(frame) {
    const one = this.asked.get(frame.key);
    if (!one) return;
    this.asked.delete(frame.key);
    one.answered(frame);
  }
}
