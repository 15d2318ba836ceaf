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

function besideForm(part, form) {
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
