// The post form: pictures are shown before they are sent, the phone says where it is when asked, the map sets a pin.
// Every part is an addition; the form is complete without it.

import { startMap } from "./pin-map.js";
import { suggestPlaces } from "./places.js";
import { previewPhotos } from "./photos.js";

const form = document.querySelector("[data-post-form]");

function place(lat, lng) {
  form.elements.lat.value = lat.toFixed(6);
  form.elements.lng.value = lng.toFixed(6);
  form.querySelector("[data-map]")?.dispatchEvent(new CustomEvent("pin", { detail: { lat, lng } }));
  describe(lat, lng);
}

async function describe(lat, lng) {
  const output = form.querySelector("[data-place-words]");
  try {
    const answer = await fetch(`/areas/point/?lat=${lat}&lng=${lng}`);
    const found = await answer.json();
    output.textContent = found.ward ? `${found.ward_name}　${found.town}` : found.message;
    if (found.ward) {
      form.elements.ward.value = found.ward;
    }
  } catch {
    output.textContent = ""; // the server derives the place anyway
  }
}

function locateOnTap(button) {
  button.hidden = !("geolocation" in navigator);
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false;
        place(coords.latitude, coords.longitude);
      },
      () => {
        button.disabled = false;
        form.querySelector("[data-place-words]").textContent = button.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}

function showEmergency() {
  const shown = form.querySelector("[data-emergencies]");
  const chosen = form.querySelector('[name="category"]:checked')?.value;
  shown?.querySelectorAll("[data-emergency]").forEach((line) => {
    line.hidden = line.dataset.emergency !== chosen;
  });
}

// A second press while the first is on its way would only make the person wait twice.
function sendOnce() {
  form.addEventListener("submit", () => {
    const button = form.querySelector("[data-send]");
    button.setAttribute("aria-busy", "true");
    setTimeout(() => (button.disabled = true), 0);
  });
  window.addEventListener("pageshow", () => {
    const button = form.querySelector("[data-send]");
    button.disabled = false;
    button.removeAttribute("aria-busy");
  });
}

if (form) {
  previewPhotos(form);
  startMap(form.querySelector("[data-map]"), place);
  suggestPlaces(form, place);
  const locate = form.querySelector("[data-locate]");
  if (locate) locateOnTap(locate);
  form.addEventListener("change", showEmergency);
  showEmergency();
  sendOnce();
}
