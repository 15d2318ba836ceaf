// Words → towns while typing the landmark: a list of buttons under the field, reachable by keyboard.

const PAUSE = 250; // milliseconds of quiet before asking

export function suggestPlaces(form, place) {
  const field = form.elements.address;
  const list = form.querySelector("[data-places]");
  if (!field || !list) {
    return;
  }
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(field, list, form, place), PAUSE);
  });
}

async function ask(field, list, form, place) {
  const words = field.value.trim();
  if (words.length < 2) {
    list.replaceChildren();
    return;
  }
  const query = new URLSearchParams({ q: words, ward: form.elements.lat.value ? "" : form.elements.ward.value });
  try {
    const answer = await fetch(`/areas/places/?${query}`);
    const { places } = await answer.json();
    list.replaceChildren(...places.map((found) => suggestion(found, list, place)));
  } catch {
    list.replaceChildren();
  }
}

function suggestion(found, list, place) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip";
  button.textContent = `${found.ward_name}　${found.name}`;
  button.addEventListener("click", () => {
    place(found.lat, found.lng);
    list.replaceChildren();
  });
  item.append(button);
  return item;
}
