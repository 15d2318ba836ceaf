// A sentence at a line, when the server did not do what was asked of it there. It goes by itself.
const LIFE = 10000; // milliseconds

export function complain(line, sentence) {
  if (!line || !sentence) return;
  line.querySelector("[data-complaint]")?.remove();
  const said = document.createElement("p");
  said.className = "field__error";
  said.setAttribute("role", "alert");
  Object.assign(said.dataset, { complaint: "", kept: "" });
  said.textContent = sentence;
  line.setAttribute("aria-live", "off"); // the alert speaks for itself
  line.append(said);
  setTimeout(() => said.remove(), LIFE);
}
