// Words → towns while typing the landmark: a list of buttons under the field, reachable by keyboard.

const PAUSE = 250; // milliseconds of quiet before asking
const SHORTEST = 2; // letters

export function suggestPlaces(form, place) {
  const field = form.elements.address;
  const list = form.querySelector("[data-places]");
  let timer = 0;
  let asked = 0;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  async function ask() {
    const mine = (asked += 1);
    const words = field.value.trim();
    const places = words.length < SHORTEST ? [] : await found(words);
    if (mine === asked) list.replaceChildren(...places.map(suggestion)); // else more was typed meanwhile
  }

  // The ward narrows the search only while nobody has put a pin.
  async function found(words) {
    const query = new URLSearchParams({ q: words, ward: form.elements.lat.value ? "" : form.elements.ward.value });
    try {
      const answer = await fetch(`/areas/places/?${query}`);
      return (await answer.json()).places;
    } catch {
      return []; // the words alone are enough
    }
  }

  function suggestion({ ward_name: ward, name, lat, lng }) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = `${ward}　${name}`;
    button.addEventListener("click", () => {
      place(lat, lng);
      list.replaceChildren();
      field.focus();
    });
    item.append(button);
    return item;
  }
}
