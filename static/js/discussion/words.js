// Small things that the modules of the talk share.

// The sentence with its {names} filled in.
export function filled(sentence, values) {
  return Object.entries(values).reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), sentence);
}

// Whether a line says this, whatever the server made of spaces and line breaks.
export function saysTheSame(line, body) {
  const said = line.querySelector(".message__bubble")?.cloneNode(true);
  said?.querySelector(".message__quote")?.remove();
  return bare(said?.textContent ?? "") === bare(body);
}

function bare(words) {
  return words.normalize("NFKC").replaceAll(/[\s\p{Cc}\p{Cf}]/gu, "");
}

// `crypto.randomUUID` is missing on pages without https, as in a network at home.
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Reads on from here, by eye and by keyboard.
export function readFrom(element) {
  element.setAttribute("tabindex", "-1");
  element.scrollIntoView({ block: "center", behavior: "instant" });
  element.focus({ preventScroll: true });
}
