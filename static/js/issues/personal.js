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

export function tellPersonal(form) {
  const part = form.querySelector("[data-personal]");
  let timer = 0;
  let last = "";
  const ask = async () => {
    const said = new FormData();
    for (const name of FIELDS) said.set(name, form.elements[name].value);
    if (form.elements.private?.checked) said.set("private", "on");
    const now = JSON.stringify([...said.values()]);
    if (now === last) return;
    last = now;
    said.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(part.dataset.personal, { method: "POST", body: said });
      if (!answer.ok || now !== last) return;
      const { notices } = await answer.json();
      part.replaceChildren(...notices.map((notice) => line(notice, form, ask)));
    } catch {
      last = ""; // asked again with the next key
    }
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if ([...FIELDS, "private"].includes(event.target.name)) timer = setTimeout(ask, PAUSE);
  });
}
