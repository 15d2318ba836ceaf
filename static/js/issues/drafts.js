// What is typed is kept in this browser at every change, form by form, until it is posted. A fresh page offers what is
// kept; nothing is filled in unasked. Photos are kept on the server, this keeps their names.
export const FIELDS = [
  "title", "body", "kind", "category", "ward", "lat", "lng", "address", "precision", "anonymous", "private", "kept",
];
const STORE = "mycomi.drafts";
const MOST = 5;
const LIVES = 48 * 60 * 60 * 1000; // milliseconds, as long as the server keeps photos

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE)) ?? {};
    const alive = Object.entries(kept).filter(([, draft]) => Date.now() - draft.at < LIVES);
    return Object.fromEntries(alive);
  } catch {
    return {}; // a browser that keeps nothing, or another's words under our name
  }
}

function write(drafts) {
  const newest = Object.entries(drafts).sort(([, a], [, b]) => b.at - a.at);
  try {
    localStorage.setItem(STORE, JSON.stringify(Object.fromEntries(newest.slice(0, MOST))));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(key) {
  const drafts = read();
  delete drafts[key];
  write(drafts);
}

function typedIn(form) {
  const data = new FormData(form);
  return Object.fromEntries(FIELDS.map((name) => [name, data.get(name) ?? ""]));
}

function isWorthKeeping(typed) {
  return ["title", "body", "address", "kept"].some((name) => typed[name].trim());
}

export function fill(form, typed) {
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (!field) continue;
    if (field instanceof RadioNodeList) field.value = typed[name];
    else if (field.type === "checkbox") field.checked = Boolean(typed[name]);
    else field.value = typed[name];
    const first = field instanceof RadioNodeList ? field[0] : field;
    if (name !== "ward") first.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// One line of the list: a button that goes on with it, and one that throws it away.
function line(part, key, draft, onOpen) {
  const item = part.querySelector("template").content.firstElementChild.cloneNode(true);
  item.dataset.draft = key;
  const [open, drop] = item.querySelectorAll("button");
  item.querySelector("[data-title]").textContent = draft.title.trim() || draft.body.trim().slice(0, 30) || "…";
  item.querySelector("time").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang, {
    month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit",
  });
  const done = () => {
    item.remove();
    part.hidden = !part.querySelector("li");
  };
  open.addEventListener("click", () => (onOpen(key, draft), done()));
  drop.addEventListener("click", () => (forgetDraft(key), done()));
  return item;
}

// `onFilled` draws what fields alone do not show: the pin, the photos.
export function keepDrafts(form, onFilled) {
  const part = form.querySelector("[data-kept-drafts]");
  const said = form.querySelector("[data-draft-said]");
  const save = () => {
    const typed = typedIn(form);
    if (!isWorthKeeping(typed)) return;
    const kept = write({ ...read(), [form.elements.key.value]: { ...typed, at: Date.now(), who: form.dataset.who } });
    said.textContent = kept ? said.dataset.kept : said.dataset.lost;
  };
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  if (!part) return;
  const open = (key, draft) => {
    form.elements.key.value = key;
    fill(form, draft);
    onFilled(draft);
    form.elements.title.focus();
  };
  // What was written before the log-in is offered after it; what another account wrote here is not.
  const drafts = Object.entries(read()).filter(([, draft]) => ["", form.dataset.who].includes(draft.who));
  drafts.forEach(([key]) => form.querySelector(`[data-held="${CSS.escape(key)}"]`)?.remove()); // older than ours
  part.querySelector("ul").replaceChildren(...drafts.map(([key, draft]) => line(part, key, draft, open)));
  part.hidden = drafts.length === 0;
}
