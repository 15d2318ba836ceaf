// The board while it is open: cards change in their place, those that went leave theirs empty, and a link says how
// many came.
import { countNew, listen, replace } from "../core/list-line.js";

const news = document.querySelector("[data-list-news]");
const came = countNew(news);

const item = (number) => document.querySelector(`.board__list a[href="/issues/${number}/"]`)?.closest("li");

function change({ number, html }) {
  const place = item(number);
  if (!place) return;
  const holder = document.createElement("template");
  holder.innerHTML = html;
  replace(place, holder.content.children);
}

// What stood there goes, but what stands below it stays where it is.
function empty({ number }) {
  const place = item(number);
  if (!place) return;
  place.style.minHeight = `${place.offsetHeight}px`;
  const words = document.createElement("p");
  words.className = "board__gone";
  words.textContent = news.dataset.gone;
  place.replaceChildren(words);
}

const wanted = new URLSearchParams(location.search);
if (news.dataset.board) wanted.set("board", news.dataset.board);

listen(`/ws/board/?${wanted}`, (frame) => {
  if (frame.t === "changed") change(frame);
  else if (frame.t === "gone") empty(frame);
  else if (frame.t === "new" && !item(frame.number)) came(frame.number);
});
