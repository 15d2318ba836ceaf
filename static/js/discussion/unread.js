// Where unread begins, and how far somebody has read. The server knows it for persons (`data-seen`), this browser for
// visitors.
//
//   line ──half a second in sight, on a page in sight──▶ read        read further ──at most every 5 s──▶ said, or kept
import { postByForm } from "./by-form.js";
import { Shelf } from "./shelf.js";
import { filled, readFrom } from "./words.js";

const PAUSE = 5000; // milliseconds
const GLANCE = 500;
const LIVES = 180 * 24 * 60 * 60 * 1000;

export class Unread {
  // Without a `token` nothing can be told but over a socket.
  constructor({ root, list, jump, name, line, me, token, address }) {
    Object.assign(this, { root, list, jump, name, line, me, token, address, shelf: new Shelf("seen", LIVES, 200) });
    this.seen = Number((me && root.dataset.seen) || this.shelf.get(name) || 0);
    this.told = this.seen;
    this.inSight = new Set();
    this.watch = new IntersectionObserver((news) => this.look(news), { threshold: 0.2 });
    document.addEventListener("visibilitychange", () => (document.hidden && this.timer ? this.tell() : this.glance()));
    this.mark();
    list.querySelectorAll("[data-seq]").forEach((one) => this.add(one));
  }

  // Whoever was never here has nothing unread: all of it is new.
  mark() {
    const isNew = (one) => Number(one.dataset.seq) > this.seen && !one.classList.contains("is-mine");
    const lines = this.seen ? [...this.list.querySelectorAll("[data-seq]")].filter(isNew) : [];
    if (!lines.length) return;
    const [first] = lines;
    first.dataset.firstUnread = this.list.dataset.unread;
    this.jump.href = `#${first.id}`;
    this.jump.querySelector("[data-said]").textContent = filled(this.jump.dataset.words, { n: lines.length });
    this.jump.hidden = false;
    this.jump.addEventListener("click", (event) => {
      event.preventDefault();
      readFrom(first);
    });
  }

  add(one) {
    if (Number(one.dataset.seq) > this.seen) this.watch.observe(one);
  }

  look(news) {
    news.forEach(({ isIntersecting, target }) => this.inSight[isIntersecting ? "add" : "delete"](target));
    this.glance();
  }

  glance() {
    clearTimeout(this.glancing);
    if (!document.hidden && this.inSight.size) this.glancing = setTimeout(() => this.read(), GLANCE);
  }

  read() {
    for (const one of this.inSight) {
      this.seen = Math.max(this.seen, Number(one.dataset.seq));
      this.watch.unobserve(one);
    }
    this.inSight.clear();
    if (this.seen > this.told) this.timer ??= setTimeout(() => this.tell(), this.wait());
  }

  wait() {
    return Math.max(0, PAUSE - (Date.now() - (this.toldAt ?? 0)));
  }

  tell() {
    clearTimeout(this.timer);
    this.timer = null;
    this.toldAt = Date.now();
    if (!this.me) this.shelf.set(this.name, this.seen);
    else if (!this.say({ t: "seen", seq: this.seen })) this.timer = setTimeout(() => this.tell(), PAUSE);
    else this.told = this.seen;
  }

  say(frame) {
    if (this.line.send(frame)) return true;
    if (!this.line.isOpen || !this.token) return false;
    postByForm(this.address, this.token, frame);
    return true;
  }
}
