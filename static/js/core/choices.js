// What is offered beside a field while somebody types, as ARIA describes it: the field keeps the focus, a list shows
// what may be picked. A field of one line becomes a combobox; one of several lines stays what it is.

const PAUSE = 150; // milliseconds without a key before asking
let counter = 0;

export class Choices {
  // `ask(signal)` gives the words to offer, or none; `pick(word)` takes one of them. `place` is where the list goes.
  constructor(field, { place, label, ask, pick }) {
    Object.assign(this, { field, ask, pick, chosen: -1, asking: null });
    this.list = listFor(field, label);
    place.append(this.list);
    this.isBox = field instanceof HTMLInputElement;
    if (this.isBox) field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("autocomplete", "off");
    this.listen();
    this.show(false);
  }

  listen() {
    let timer = 0;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.look(), PAUSE);
    };
    this.field.addEventListener("input", (event) => event.isComposing || soon());
    this.field.addEventListener("compositionend", soon);
    this.field.addEventListener("blur", () => this.show(false));
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("[role=option]");
      if (!item) return;
      event.preventDefault(); // the field keeps the focus
      this.take(item);
    });
  }

  async look() {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const words = (await this.ask(this.asking.signal)) ?? [];
      this.list.replaceChildren(...words.map((word, nth) => itemFor(word, `${this.list.id}-${nth}`)));
      this.show(words.length > 0 && document.activeElement === this.field);
    } catch {
      this.show(false); // a kindness; the field works without it
    }
  }

  show(open) {
    this.list.hidden = !open;
    if (this.isBox) this.field.setAttribute("aria-expanded", String(open));
    if (!open) this.choose(-1);
  }

  choose(place) {
    this.chosen = place;
    [...this.list.children].forEach((item, nth) => item.setAttribute("aria-selected", String(nth === place)));
    if (place < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", this.list.children[place].id);
    return this.list.children[place].scrollIntoView({ block: "nearest" });
  }

  take(item) {
    this.show(false);
    this.pick(item.textContent);
  }

  press(event) {
    if (event.isComposing || this.list.hidden) return;
    const last = this.list.children.length - 1;
    if (event.key === "ArrowDown") this.choose(this.chosen >= last ? 0 : this.chosen + 1);
    else if (event.key === "ArrowUp") this.choose(this.chosen <= 0 ? last : this.chosen - 1);
    else if (event.key === "Escape") this.show(false);
    else if (event.key === "Enter" && this.chosen >= 0) this.take(this.list.children[this.chosen]);
    else return;
    event.preventDefault();
  }
}

function listFor(field, label) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `suggest-${(counter += 1)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label ?? field.labels[0]?.textContent ?? "");
  return list;
}

function itemFor(word, id) {
  const item = document.createElement("li");
  Object.assign(item, { className: "suggest__item", id, textContent: word });
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  return item;
}
