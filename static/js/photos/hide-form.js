// A page for one picture, the desk's or its owner's: boxes are drawn on it instead of typed in figures. On the owner's
// page somebody looks for faces, when nobody has: what is found is there to be moved and removed.

import { AreaEditor } from "./area-editor.js";

const PAUSES = [800, 1200, 2000, 3000, 5000, 8000, 16000]; // milliseconds before asking how it stands
const form = document.querySelector("[data-photo-hide]");
const areas = form.elements.areas;
const looking = form.querySelector("[data-looking]");
const editor = new AreaEditor(form.querySelector("[data-area-editor]"));
form.querySelector("[data-figures]").remove();
form.querySelector("[data-editor]").hidden = false;
editor.show(form.dataset.photoHide, kept() ?? suggested());
if (looking) look();
form.addEventListener("submit", ({ submitter }) => {
  areas.value = editor.boxes.length ? JSON.stringify(editor.areas) : "";
  if (submitter) setTimeout(() => (submitter.disabled = true), 0); // a second press would find another address
});
window.addEventListener("pageshow", () => form.querySelectorAll("button").forEach((one) => (one.disabled = false)));

// What an earlier press had drawn that could not be used; null when there was none.
function kept() {
  if (!areas.value) return null;
  try {
    return JSON.parse(areas.value).filter((area) => area.length === 4 && area.every(Number.isFinite));
  } catch {
    return [];
  }
}

function suggested() {
  return JSON.parse(form.dataset.suggested ?? "[]");
}

async function look() {
  const { look: state } = form.dataset;
  if (state !== "ask" && state !== "waiting") {
    tell({ state, areas: suggested() });
    return;
  }
  looking.textContent = looking.dataset.waiting;
  let answer = state === "ask" ? await asked({ method: "POST", body: question() }) : null;
  for (const pause of PAUSES) {
    if (answer && answer.state !== "waiting") break;
    await new Promise((resolve) => setTimeout(resolve, pause));
    answer = (await asked()) ?? answer;
  }
  if (answer?.state === "done") editor.suggest(answer.areas); // boxes that were drawn meanwhile stay
  tell(answer?.state === "done" ? answer : { state: "failed", areas: [] });
}

function tell({ state, areas: found }) {
  const { found: some, none, failed } = looking.dataset;
  if (state === "failed") looking.textContent = failed;
  else looking.textContent = found.length ? some.replace("{n}", found.length) : none;
}

function question() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("step", "look");
  return body;
}

// null when nothing came back that says how it stands.
async function asked(given = {}) {
  try {
    const answer = await fetch(location.pathname, { ...given, headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
