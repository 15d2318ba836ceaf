// Wagtail keeps the draft of a page by itself. Whoever presses "publish" meanwhile would make a new page a second time,
// and be told that its address is taken: the press waits until the draft is kept, and no draft begins after it.
const LONGEST = 10_000; // milliseconds that a press waits for a server that does not answer
let keeping = false;
let sent = false;
let pressed = null;

function goOn() {
  keeping = false;
  if (!pressed) return;
  const { form, button } = pressed;
  pressed = null;
  if (button) button.disabled = false; // Wagtail locks what was pressed, and its name says what is to be done
  form.requestSubmit(button);
}

document.addEventListener("w-autosave:save", (event) => {
  if (sent) event.preventDefault();
  keeping = !event.defaultPrevented;
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-edit-form]")) return;
  if (!keeping) {
    sent = true;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed = { form: event.target, button: event.submitter };
  setTimeout(() => { if (pressed) goOn(); }, LONGEST);
}, { capture: true });

for (const end of ["w-autosave:success", "w-autosave:error"]) document.addEventListener(end, goOn);
window.addEventListener("pageshow", () => { sent = false; });
