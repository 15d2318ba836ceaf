// The pill: how many new lines are below the screen, and the way there.
//
//   hidden ──line added below the screen──▶ shown, n ──line comes into sight──▶ n − 1 ──0──▶ hidden
import { filled, readFrom } from "./words.js";

export class News {
  constructor(pill, reading) {
    Object.assign(this, { pill, reading, unseen: new Set() });
    const look = ({ isIntersecting, target }) => isIntersecting && this.forget(target);
    this.watch = new IntersectionObserver((seen) => seen.forEach(look));
    pill.addEventListener("click", () => this.go());
  }

  add(line) {
    if (!this.reading.isBelow(line)) return;
    this.unseen.add(line);
    this.watch.observe(line);
    this.draw();
  }

  forget(line) {
    this.watch.unobserve(line);
    this.unseen.delete(line);
    this.draw();
  }

  go() {
    const [first] = this.unseen;
    if (first) readFrom(first);
  }

  draw() {
    this.pill.hidden = this.unseen.size === 0;
    this.pill.querySelector("[data-said]").textContent = filled(this.pill.dataset.words, { n: this.unseen.size });
  }
}
