// The keys of the desk: rows up and down, the forms of an issue, the search, back, and the list of all keys.
// They rest while something is typed, while a dialog is open, and when the officer has turned them off.
const STORE = "desk-keys";
const dialog = document.querySelector("[data-keys-dialog]");
const rows = [...document.querySelectorAll("[data-row]")];
// Where the keys of an issue lead from a row of the list; A publishes what waits for it.
const PARTS = { a: "#assign", waits: "#visibility", r: "#reply", s: "#status" };
const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

const isOn = () => localStorage.getItem(STORE) !== "off";
const isTyping = (element) => element.matches(TYPED);
const visible = (element) => element.getClientRects().length > 0;

function show() {
  const bar = document.querySelector("[data-keys]");
  bar.hidden = false;
  bar.classList.toggle("desk-keys--off", !isOn());
  for (const hint of document.querySelectorAll("[data-keys-hint]")) hint.hidden = !isOn();
  for (const keyed of document.querySelectorAll("[data-key]")) {
    if (isOn()) keyed.setAttribute("aria-keyshortcuts", keyed.dataset.key);
    else keyed.removeAttribute("aria-keyshortcuts");
  }
}

function move(step) {
  const shown = rows.filter(visible);
  const at = shown.indexOf(document.activeElement);
  const here = shown.findIndex((row) => row.getAttribute("aria-current"));
  const from = at >= 0 ? at : here;
  const next = from < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, from + step));
  shown[next]?.focus();
  shown[next]?.scrollIntoView({ block: "nearest" });
}

// A form of this key takes the cursor in its first field; a field of this key, itself; anything else is pressed.
function press(keyed) {
  if ("unfold" in keyed.dataset) keyed.parentElement.open = true;
  const form = document.querySelector(`[data-form="${keyed.dataset.key}"]`);
  const field = form?.querySelector("[aria-invalid=true]") ?? form?.querySelector("input:not([type=hidden]), select, textarea");
  if (field) {
    field.focus({ preventScroll: true });
    form.closest("section").scrollIntoView();
  } else if (isTyping(keyed)) {
    keyed.focus();
    keyed.select();
  } else {
    keyed.click();
  }
}

const isChanged = (field) => (/radio|checkbox/.test(field.type) ? field.checked !== field.defaultChecked
  : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue);
// Nobody loses a half-written answer by a key.
const isWriting = () => [...document.querySelectorAll("form [name]:not([type=hidden])")].some((field) => field.form.method === "post" && isChanged(field));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (!isOn() || dialog.open) return;
  if (event.key === "Escape" && event.target.matches("input, select, textarea")) {
    event.target.blur();
    return;
  }
  if (isTyping(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (rows.length && (key === "j" || key === "k")) {
    event.preventDefault();
    move(key === "j" ? 1 : -1);
    return;
  }
  const row = rows.find((one) => one === document.activeElement);
  const part = row && PARTS[key === "a" && "waits" in row.dataset ? "waits" : key];
  if (part && !document.querySelector("[data-form]")) {
    event.preventDefault();
    location.assign(row.href.split("#")[0] + part);
    return;
  }
  const keyed = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (!keyed || (key === "Escape" && (isWriting() || document.querySelector("[data-drop][open]")))) return;
  event.preventDefault();
  press(keyed);
});

document.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
const toggle = document.querySelector("[data-keys-switch]");
toggle.checked = isOn();
toggle.addEventListener("change", () => {
  localStorage.setItem(STORE, toggle.checked ? "on" : "off");
  show();
});
show();
