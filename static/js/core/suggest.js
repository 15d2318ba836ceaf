// Words, places and posts below a search box while somebody types.
import { Choices } from "./choices.js";

function offer(form) {
  const input = form.querySelector("[name=q]");
  const ask = async (signal) => {
    const q = input.value.trim();
    if (!q) return [];
    const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q })}`, { signal });
    return (await answer.json()).offered.map(({ word }) => word);
  };
  const pick = (word) => {
    input.value = word;
    form.requestSubmit();
  };
  new Choices(input, { place: form, ask, pick });
}

for (const form of document.querySelectorAll("[data-suggest]")) offer(form);
