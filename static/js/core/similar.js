// Posts about the same: beside a form while somebody writes, or below a post once one has come so far.

const PAUSE = 700; // milliseconds without a key before asking
const ASKED = ["title", "body", "category", "ward", "lat", "lng"];
const LONGEST = 500; // letters of the body; an address has its limits

async function show(part, query) {
  try {
    const answer = await fetch(`${part.dataset.similar}?${query}`);
    if (answer.ok) part.innerHTML = await answer.text();
  } catch {
    // a kindness: whoever writes or reads goes on without it
  }
}

// わたしも instead of a post of one's own; the next press takes it back.
async function say(button, form) {
  const said = new FormData();
  said.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const isOn = button.getAttribute("aria-pressed") === "true";
  if (isOn) said.set("undo", "1");
  const words = button.closest(".similar").querySelector("[data-supported]");
  let told = { message: words.dataset.failed };
  try {
    const asked = { method: "POST", body: said, headers: { Accept: "application/json" } };
    told = await (await fetch(button.dataset.say, asked)).json();
  } catch {
    // no network, or no answer that can be read
  }
  words.textContent = told.message ?? words.dataset.words;
  words.hidden = told.supported === false;
  button.after(words); // beside what was pressed
  if (told.message) return;
  button.setAttribute("aria-pressed", told.supported);
  button.classList.toggle("button--warm", !told.supported);
  button.classList.toggle("button--done", told.supported);
  button.querySelector("[data-off]").hidden = told.supported;
  button.querySelector("[data-on]").hidden = !told.supported;
  button.querySelector("[data-supports]").textContent = told.count;
}

function besideForm(part, form) {
  part.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-say]");
    if (!button || button.disabled) return;
    button.disabled = true; // two presses at once would cross each other
    await say(button, form);
    button.disabled = false;
    button.focus();
  });
  let timer = 0;
  let last = "";
  const ask = () => {
    const query = new URLSearchParams();
    for (const name of ASKED) {
      const value = String(form.elements[name]?.value ?? "").trim().slice(0, LONGEST);
      if (value) query.set(name, value);
    }
    if (`${query}` === last || (query.get("title") ?? "").length < 3) return;
    last = `${query}`;
    show(part, query);
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (ASKED.includes(event.target.name)) timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("change", ask);
}

function belowPost(part) {
  const seen = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      show(part, new URLSearchParams({ issue: part.dataset.issue }));
    },
    { rootMargin: "400px" },
  );
  seen.observe(part);
}

for (const part of document.querySelectorAll("[data-similar]")) {
  const form = part.closest("form");
  if (form) besideForm(part, form);
  else belowPost(part);
}
