// Templates and former answers: their links lead to the page with the form filled; with script the words come into the
// form without leaving it.
const SECTIONS = { reply: "#reply", status: "#status" };

async function fill(link) {
  const section = document.querySelector(`section${SECTIONS[link.dataset.start]}`);
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fields = page.querySelectorAll(`section${SECTIONS[link.dataset.start]} [name]:not([type=hidden])`);
  for (const given of fields) put(section, given);
  section.querySelector("textarea[name=view], textarea[name=sentence]").focus();
}

function put(section, given) {
  if (given.type === "radio") {
    const radio = section.querySelector(`[name="${given.name}"][value="${CSS.escape(given.value)}"]`);
    if (radio && given.name === "kind") radio.checked = given.checked;
    return;
  }
  const field = section.querySelector(`[name="${given.name}"]`);
  if (!field || !given.value || given.tagName === "SELECT") return;
  field.value = given.value;
  field.dispatchEvent(new Event("input"));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-start]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  fill(link).catch(() => location.assign(link.href));
});
