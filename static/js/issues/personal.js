// While somebody writes: what tells of a person is said at once, and goes with one press. The server knows the forms of
// such things; without it nothing is said here, and the preview says it.
const PAUSE = 700; // milliseconds without a key before asking
const FIELDS = ["title", "address", "body"];

function line(notice, form, again) {
  const item = document.createElement("li");
  item.className = "post-notices__item";
  const words = document.createElement("span");
  words.textContent = notice.sentence;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--outline button--small";
  button.textContent = form.querySelector("[data-personal]").dataset.mask;
  button.setAttribute("aria-label", `${button.textContent} ${notice.words}`);
  button.addEventListener("click", () => {
    const field = form.elements[notice.field];
    field.value = field.value.split(notice.words).join(notice.mask);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    again();
  });
  item.append(words, button);
  return item;
}

// `told` gets the whole answer: what the words may be about is in it too.
export function tellPersonal(form, told = () => {}) {
  const part = form.querySelector("[data-personal]");
  let timer = 0;
  let last = "";
  const ask = async () => {
    const words = new FormData();
    for (const name of FIELDS) words.set(name, form.elements[name].value);
    if (form.elements.private?.checked) words.set("private", "on");
    const now = JSON.stringify([...words.values()]);
    if (now === last) return;
    last = now;
    words.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(part.dataset.personal, { method: "POST", body: words });
      if (!answer.ok || now !== last) return;
      const said = await answer.json();
      part.replaceChildren(...said.notices.map((notice) => line(notice, form, ask)));
      told(said);
    } catch {
      last = ""; // asked again with the next key
    }
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if ([...FIELDS, "private"].includes(event.target.name)) timer = setTimeout(ask, PAUSE);
  });
}
