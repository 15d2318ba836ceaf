// What one does to a line: sent with a key until there is an answer, also over a line that breaks.
//
//   asked ──ack, error──▶ answered        asked ──line open again──▶ asked once more, with the same key
import { newKey } from "./words.js";

export class Acts {
  // `sorry` is said where no answer can come.
  constructor(line, sorry) {
    Object.assign(this, { line, sorry, asked: new Map() });
  }

  // While the line is down an act waits; where nothing can be sent this way, pages of their own do it.
  get canAsk() {
    return this.line.isTwoWay || (this.line.wasOpen && !this.line.isOpen);
  }

  ask(frame, answered) {
    const asked = { key: newKey(), ...frame };
    this.asked.set(asked.key, { asked, answered });
    this.line.send(asked);
  }

  again() {
    this.asked.forEach(({ asked }) => {
      const error = { t: "error", key: asked.key, message: this.sorry };
      if (!this.line.send(asked)) this.hear(error); // it came back as a way that takes nothing
    });
  }

  hear(frame) {
    const one = this.asked.get(frame.key);
    if (!one) return;
    this.asked.delete(frame.key);
    one.answered(frame);
  }
}
