// Who else is here, and who is writing: hints, which may be lost. Nothing of it is read aloud, and it takes the same
// room whether it says something or not.
//
//   nobody ──typing──▶ writing ──5 s, or their words──▶ nobody
import { filled } from "./words.js";

const WRITES = 5000; // milliseconds
const PAUSE = 3000;
const SOMEBODY = ""; // the city, an organisation, or whoever is not named here

export class Presence {
  constructor({ here, typing, line, kind }) {
    Object.assign(this, { here, typing, line, kind, writers: new Map() });
  }

  hear(frame) {
    if (frame.t === "presence") this.count(frame);
    if (frame.t === "typing") this.write(frame.who ?? SOMEBODY);
    if (frame.t === "count" && this.kind === "issue") showSupports(frame.supports);
  }

  // One is oneself.
  count({ viewers, staff }) {
    const { viewers: words, staff: onDuty } = this.here.dataset;
    const said = [viewers > 1 && filled(words, { n: viewers }), staff && onDuty];
    this.here.textContent = said.filter(Boolean).join(this.here.dataset.between);
  }

  write(who) {
    clearTimeout(this.writers.get(who));
    this.writers.set(who, setTimeout(() => this.stop(who), WRITES));
    this.draw();
  }

  stop(who) {
    clearTimeout(this.writers.get(who));
    this.writers.delete(who);
    this.draw();
  }

  said(line) {
    this.stop(line.querySelector(".message__name")?.textContent.trim());
    this.stop(SOMEBODY);
  }

  leave() {
    this.here.textContent = "";
    [...this.writers.keys()].forEach((who) => this.stop(who));
  }

  draw() {
    const [who] = [...this.writers.keys()].sort((a, b) => Boolean(b) - Boolean(a)); // a name says more
    const { one, more, somebody } = this.typing.dataset;
    const words = who === SOMEBODY ? somebody : this.writers.size > 1 ? more : one;
    this.typing.textContent = this.writers.size ? filled(words, { who }) : "";
  }

  // Whoever writes here tells the others so.
  tellOf(form) {
    let toldAt = 0;
    form.addEventListener("input", (event) => {
      if (!event.isTrusted || event.target.name !== "body" || !event.target.value.trim()) return;
      if (Date.now() - toldAt < PAUSE) return;
      const voice = form.elements.organisation?.value;
      if (this.line.send({ t: "typing", ...(voice && { as: Number(voice) }) })) toldAt = Date.now();
    });
  }
}

// わたしも of this post; other posts on the page have numbers of their own.
function showSupports(n) {
  document.querySelectorAll("[data-support] [data-support-count]").forEach((place) => {
    place.dataset.supportCount = n;
    place.textContent = n;
  });
}
