// How many posts each other choice would show, beside the choice. Asked for once a list, after the list is there.

const FIELDS = ["ward", "category", "kind", "status"];

function beside(element, n) {
  let mark = element.querySelector(".chip__count");
  if (!mark) {
    mark = document.createElement("span");
    mark.className = "chip__count";
    element.append(mark);
  }
  mark.textContent = n;
}

function fill(told) {
  for (const chip of document.querySelectorAll("[data-count-of]")) {
    const [field, value] = chip.dataset.countOf.split("=");
    beside(chip, told[field]?.[value] ?? 0);
  }
  for (const field of FIELDS) {
    for (const option of document.querySelectorAll(`.filters select[name=${field}] option[value]`)) {
      if (!option.value) continue;
      option.dataset.word ??= option.textContent;
      option.textContent = `${option.dataset.word}　${told[field]?.[option.value] ?? 0}`;
    }
    for (const radio of document.querySelectorAll(`.filters input[type=radio][name=${field}]`)) {
      if (radio.value) beside(radio.nextElementSibling, told[field]?.[radio.value] ?? 0);
    }
  }
}

export async function showCounts() {
  const row = document.querySelector("[data-counts]");
  if (!row) return;
  const query = new URLSearchParams(location.search);
  const board = document.querySelector("[data-filters]")?.dataset.board;
  if (board) query.set("board", board);
  try {
    const answer = await fetch(`${row.dataset.counts}?${query}`);
    if (answer.ok) fill(await answer.json());
  } catch {
    // the choices work without numbers
  }
}
