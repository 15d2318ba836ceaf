// The desk while it is open: rows change in their place, a link says how many came, and colleagues who have a post open
// are named beside it.
import { countNew, listen, replace } from "../core/list-line.js";

const PAUSE = 300; // milliseconds in which changes are gathered: the list is asked for once for all
const news = document.querySelector("[data-list-news]");
const came = news ? countNew(news) : () => {};
const own = document.querySelector("[data-looking-at]");
const changed = new Set();
let timer = 0;

const row = (number, page = document) => page.querySelector(`[data-number="${number}"]`);

async function load() {
  const numbers = [...changed];
  changed.clear();
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const number of numbers) {
      const [before, after] = [row(number), row(number, page)];
      // A row that is being chosen stays as it is: what is done with it asks for its version anyway.
      if (!before || !after || before.querySelector("[data-select]:checked")) continue;
      replace(before, [...after.children]);
      before.classList.add("desk-row--changed");
    }
  } catch {
    // the next load of the list shows it
  }
}

function change(number) {
  if (!row(number)) return;
  changed.add(number);
  clearTimeout(timer);
  timer = setTimeout(load, PAUSE);
}

function name({ number, who }) {
  const place = own?.dataset.lookingAt === String(number) ? own : row(number)?.querySelector("[data-looking]");
  if (!place) return;
  const others = place === own ? who.filter((one) => one !== own.dataset.me) : who;
  place.hidden = others.length === 0;
  place.querySelector("[data-said]").textContent = place.dataset.words.replace("{who}", others.join("、"));
}

listen(own ? `/ws/desk/?looking=${own.dataset.lookingAt}` : "/ws/desk/", (frame) => {
  if (frame.t === "looking") name(frame);
  else if (frame.t === "changed") change(frame.number);
  else if (frame.t === "new" && !row(frame.number)) came(frame.number);
});
