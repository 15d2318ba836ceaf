// 「いまいる場所」: asks the device where it is, only when pressed, and narrows the list to what is near.

const OSAKA = { west: 135.31, south: 34.53, east: 135.66, north: 34.82 };

function position() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 10000, maximumAge: 300000 });
  });
}

function isInside({ latitude, longitude }) {
  const { west, south, east, north } = OSAKA;
  return longitude > west && longitude < east && latitude > south && latitude < north;
}

async function look(button) {
  const say = (words) => {
    button.querySelector("span").textContent = words;
  };
  button.setAttribute("aria-busy", "true");
  try {
    const { coords } = await position();
    if (!isInside(coords)) return say(button.dataset.outside);
    const query = new URLSearchParams(location.search);
    for (const name of ["after", "before", "bbox"]) query.delete(name);
    query.set("near", `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`); // about 100 m, and no more
    location.assign(`${location.pathname}?${query}`);
  } catch {
    say(button.dataset.failed);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export function offerNearMe(root) {
  if (!("geolocation" in navigator)) return;
  for (const button of root.querySelectorAll("[data-near-me]")) {
    button.hidden = false;
    button.addEventListener("click", () => look(button));
  }
}

offerNearMe(document);
