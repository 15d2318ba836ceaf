// Ticking rows: how many, all of the page at once, and keys – X ticks the row under the cursor, the verbs' letters open
// the sheet of what to do with all that is ticked, Escape unticks. Registered before keys.js hears the same letters.
const boxes = [...document.querySelectorAll("[data-select]")];
const all = document.querySelector("[data-select-all]");
const bar = document.querySelector("[data-bulk]");
const count = bar?.querySelector("[data-bulk-count]");
const hint = bar?.querySelector("[data-bulk-hint]");
const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const ticked = () => boxes.filter((box) => box.checked);

function show() {
  const many = ticked().length;
  count.hidden = many === 0;
  hint.hidden = many > 0;
  count.textContent = count.dataset.words.replace("{n}", String(many));
  bar.classList.toggle("desk-bulk--on", many > 0);
  bar.classList.toggle("desk-bulk--idle", many === 0);
  all.checked = many === boxes.length;
  all.indeterminate = many > 0 && many < boxes.length;
  for (const box of boxes) box.closest("[role=row]").classList.toggle("desk-row--on", box.checked);
}

function untick() {
  for (const box of boxes) box.checked = false;
  for (const sheet of bar.querySelectorAll("details[open]")) sheet.open = false;
  show();
}

function open(sheet) {
  sheet.open = true;
  sheet.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

// Where the cursor stands: on a row, or on what is inside one.
const rowHere = () => document.activeElement?.closest("[role=row]")?.querySelector("[data-select]");

function press(event) {
  const typing = event.target.matches(TYPED);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing) return;
  if (localStorage.getItem("desk-keys") === "off" || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const sheet = bar.querySelector(`[data-bulk-verb="${CSS.escape(key)}"]`);
  if (key === "x" && rowHere()) rowHere().click();
  else if (key === "escape" && ticked().length) untick();
  else if (sheet && ticked().length) open(sheet);
  else return;
  event.preventDefault();
}

if (bar && boxes.length) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  document.addEventListener("keydown", press, { capture: true });
  show();
}
