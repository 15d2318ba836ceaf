// 役に立った and the others, pressed on the page.
//
//   off ──press──▶ on, shown at once ──its number is shown──▶ confirmed       ──refused──▶ as before, with the sentence
//
// The server's counts are the same for everybody. `mine` is what they hold of this person, `wishes` what comes.
import { complain } from "./complaint.js";

export class Reactions {
  constructor({ root, me, acts, log }) {
    Object.assign(this, { root, acts, log, mine: reacted(root), wishes: [] });
    if (!me) return;
    root.addEventListener("click", (event) => this.press(event));
    root.addEventListener("keydown", (event) => this.type(event));
    log.onLine.push((line) => this.draw(line));
    log.onChange.push((place, frame) => this.hear(place, frame));
    this.draw(root);
  }

  press(event) {
    const control = event.target.closest("[data-react]");
    if (!control || event.ctrlKey || event.metaKey || event.shiftKey || !this.acts.canAsk) return;
    event.preventDefault();
    const [id, emoji] = [idOf(control), control.dataset.react];
    const count = Number(control.querySelector("[data-count-of]")?.dataset.server);
    const wish = { id, emoji, on: !this.wants(id, emoji), seq: null, count };
    this.wishes.push(wish);
    this.drawAll(id);
    const frame = { t: "react", id: Number(id), emoji, on: wish.on };
    this.acts.ask(frame, control.href, (answer) => this.answered(wish, answer));
  }

  // A link that is a button here is pressed like one.
  type(event) {
    if (event.key !== " " || !event.target.matches("a[data-react]")) return;
    event.preventDefault();
    event.target.click();
  }

  answered(wish, { t, seq, message }) {
    if (t === "error") {
      this.wishes = this.wishes.filter((one) => one !== wish);
      complain(document.querySelector(`[data-message][data-id="${wish.id}"]`), message);
    } else {
      wish.seq = seq;
      this.settle(this.log.seq);
    }
    this.drawAll(wish.id);
  }

  // Counts may come before the answer: one that has gone the way of a wish holds it. Nobody is told who pressed.
  hear(place, { seq }) {
    this.wishes.filter((wish) => wish.id === idOf(place) && wish.seq === null).forEach((wish) => {
      const count = place.querySelector(`[data-react="${wish.emoji}"] [data-count-of]`);
      const change = count ? Number(count.textContent) - wish.count : 0;
      if (wish.on ? change > 0 : change < 0) wish.seq = seq;
    });
    this.settle(seq);
    this.draw(place);
  }

  // What the shown counts hold is no wish any more.
  settle(shown) {
    const isHeld = ({ seq }) => seq !== null && seq <= shown;
    this.wishes.filter(isHeld).forEach(({ id, emoji, on }) => {
      const mine = (this.mine[id] ?? []).filter((one) => one !== emoji);
      this.mine[id] = on ? [...mine, emoji] : mine;
    });
    this.wishes = this.wishes.filter((wish) => !isHeld(wish));
  }

  has(id, emoji) {
    return this.mine[id]?.includes(emoji) ?? false;
  }

  wants(id, emoji) {
    return this.wishes.findLast((wish) => wish.id === id && wish.emoji === emoji)?.on ?? this.has(id, emoji);
  }

  drawAll(id) {
    this.root.querySelectorAll(`[data-region="reactions-${id}"]`).forEach((place) => this.draw(place));
  }

  draw(within) {
    within.querySelectorAll("[data-react]").forEach((control) => {
      control.closest("[data-reactions]").setAttribute("aria-live", "off");
      const [id, emoji] = [idOf(control), control.dataset.react];
      const isOn = this.wants(id, emoji);
      if (control.matches("a")) control.setAttribute("role", "button");
      control.setAttribute("aria-pressed", isOn);
      const count = control.querySelector("[data-count-of]");
      if (!count) return;
      count.dataset.server ??= Number(count.textContent);
      count.textContent = Number(count.dataset.server) + isOn - this.has(id, emoji) || "";
    });
  }
}

function idOf(element) {
  return element.closest("[data-message]")?.dataset.id;
}

function reacted(root) {
  try {
    return JSON.parse(root.dataset.reacted ?? "{}") ?? {};
  } catch {
    return {};
  }
}
