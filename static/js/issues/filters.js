// The sheet's button says how many posts it will show, and each choice how many it would. Without this module they say
// so without numbers.
import { showCounts } from "./counts.js";

const PAUSE = 200; // milliseconds of quiet before asking

function liveCount(form) {
  const button = form.querySelector("[data-found]");
  const plain = button.textContent;
  let timer = 0;
  let asked = 0;

  async function ask() {
    const mine = (asked += 1);
    button.textContent = plain;
    try {
      const answer = await fetch(`${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-found-count]").dataset;
      if (mine !== asked) return; // another choice was made meanwhile
      const words = found.foundCapped === undefined ? button.dataset.found : button.dataset.capped;
      button.textContent = words.replace("{n}", found.foundCount);
    } catch {
      // the button keeps its plain word
    }
  }

  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

document.querySelectorAll("[data-filters]").forEach(liveCount);
showCounts();
