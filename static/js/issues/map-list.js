// The list beside the map: fetched as the page of the same address, put in part by part, and said aloud politely.

const PARTS = "[data-swap]";

export class List {
  // `point(row or null)` is called while a post of the list is pointed at or has the focus.
  constructor(live, point) {
    Object.assign(this, { live, asked: 0, chosen: 0 });
    for (const event of ["mouseover", "focusin"]) {
      document.addEventListener(event, ({ target }) => {
        const row = target.closest?.("[data-number]");
        if (row !== this.row) point((this.row = row)?.dataset.lat ? row.dataset : null);
      });
    }
  }

  // Only the answer to the last question is shown.
  async fetch(address) {
    const mine = (this.asked += 1);
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== this.asked) return;
    for (const part of document.querySelectorAll(PARTS)) {
      const fresh = page.querySelector(`[data-swap="${part.dataset.swap}"]`);
      if (fresh) part.replaceChildren(...fresh.childNodes);
    }
    this.live.textContent = document.querySelector("[data-said]").textContent.trim();
    this.mark();
  }

  choose(number) {
    this.chosen = number;
    this.mark();
    if (number) this.card(number)?.scrollIntoView({ block: "nearest" });
  }

  mark() {
    for (const card of document.querySelectorAll("[data-number] .row-card--chosen")) card.classList.remove("row-card--chosen");
    this.card(this.chosen)?.classList.add("row-card--chosen");
  }

  card(number) {
    return document.querySelector(`[data-number="${number}"] .row-card`);
  }
}
