// The log of the talk: what happens is shown in the order of its numbers, each once.
//
//   frame n ──n is shown already──▶ nothing      ──else──▶ its regions are replaced, its line comes last, n is shown
//
// `reading.around` keeps still what is read meanwhile. `onLine(line, frame)` hears of each line that was added,
// `onChange(place, frame)` of each place that was replaced; `isExpected(line, frame)` takes away what stood for it.
import { replaceRegion } from "./regions.js";

export class Log {
  constructor(root, list, reading) {
    Object.assign(this, { root, list, reading, seq: Number(root.dataset.seq), me: root.dataset.me });
    Object.assign(this, { onLine: [], onChange: [], isExpected: () => false });
    // A page's lines are read after its number: what came between is here already, and is sent once more.
    this.early = new Set([...list.children].map((line) => Number(line.dataset.seq)).filter((seq) => seq > this.seq));
    this.markMine(list);
  }

  hear(frame) {
    if (frame.t !== "event" || frame.seq <= this.seq) return;
    this.seq = frame.seq;
    let line = null;
    this.reading.around(() => (line = this.show(frame)));
    if (line) this.onLine.forEach((hear) => hear(line, frame));
  }

  show(frame) {
    const holder = document.createElement("template");
    holder.innerHTML = frame.html;
    holder.content.querySelectorAll("template[data-region]").forEach((piece) => {
      this.replace(piece, frame);
      piece.remove();
    });
    const line = holder.content.firstElementChild;
    return line && this.append(line, frame);
  }

  append(line, frame) {
    const isExpected = this.isExpected(line, frame);
    if (this.early.has(frame.seq)) return null;
    if (!isExpected) line.classList.add("is-new");
    this.root.querySelector("[data-talk-empty]")?.remove();
    this.list.append(line);
    this.markMine(this.list);
    return line;
  }

  replace(piece, frame) {
    replaceRegion(piece.dataset.region, piece.content).forEach((place) => {
      rename(place, frame);
      this.markMine(place.parentElement);
      this.onChange.forEach((hear) => hear(place, frame));
    });
  }

  // The same lines are sent to everybody: whose they are is seen here.
  markMine(within) {
    if (!this.me) return;
    within.querySelectorAll(`[data-author="${CSS.escape(this.me)}"]`).forEach((line) => line.classList.add("is-mine"));
  }
}

// Words that are out of sight are nobody's; shown again, they are their author's again.
function rename(place, { type }) {
  const { author, hiddenAuthor } = place.dataset;
  if (["hide", "delete"].includes(type) && author) {
    place.dataset.hiddenAuthor = author;
    delete place.dataset.author;
    place.classList.remove("is-mine");
  }
  if (type === "show" && hiddenAuthor) {
    place.dataset.author = hiddenAuthor;
    delete place.dataset.hiddenAuthor;
  }
}
