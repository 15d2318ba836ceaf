// The form of an offer: only what fits the chosen kind is shown, pictures are shown before they are sent, a pin can be
// set on the map. Every part is an addition; the form is complete without it.

import { startMap } from "../issues/pin-map.js";
import { previewPhotos } from "../issues/photos.js";

const form = document.querySelector("[data-offer-form]");
const map = form.querySelector("[data-map]");
const words = form.querySelector("[data-place-words]");
let placed = 0;

function tell(name, detail) {
  map.dispatchEvent(new CustomEvent(name, { detail }));
}

function place(lat, lng) {
  form.elements.lat.value = lat.toFixed(6);
  form.elements.lng.value = lng.toFixed(6);
  tell("pin", { lat, lng });
  describe(lat, lng);
  showFitting();
}

async function describe(lat, lng) {
  const mine = (placed += 1);
  let found = { message: "" };
  try {
    const answer = await fetch(`/areas/point/?lat=${lat}&lng=${lng}`);
    found = await answer.json();
  } catch {
    // the server finds the ward anyway when the form is sent
  }
  if (mine !== placed) return; // the pin has moved on
  words.textContent = found.ward ? `${found.ward_name}　${found.town}` : found.message;
  if (found.ward) form.elements.ward.value = found.ward;
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
        words.textContent = button.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}

// A ward chosen by hand after a pin was put elsewhere means that the pin was wrong.
function followWard() {
  form.elements.ward.addEventListener("change", () => {
    form.elements.lat.value = form.elements.lng.value = "";
    words.textContent = "";
    tell("unpin", {});
    tell("ward", { code: form.elements.ward.value });
    showFitting();
  });
}

// What belongs to another kind is out of the way, and what was ticked there is not sent.
function showFitting() {
  const kind = form.querySelector('[name="kind"]:checked')?.value ?? "";
  for (const group of form.querySelectorAll("[data-kind]")) {
    group.hidden = group.dataset.kind !== kind;
    for (const box of group.querySelectorAll("input")) box.disabled = group.hidden;
  }
  for (const part of form.querySelectorAll("[data-for-kinds]")) {
    part.hidden = kind !== "" && !part.dataset.forKinds.split(" ").includes(kind);
  }
  for (const hint of form.querySelectorAll("[data-hint-of]")) {
    hint.hidden = !form.querySelector(`#id_codes_${hint.dataset.hintOf}`)?.checked;
  }
  form.querySelector("[data-with-pin]").hidden = !form.elements.lat.value;
  const isRemote = form.elements.remote.checked;
  for (const part of [map, form.querySelector("[data-blur-words]")]) part.hidden = isRemote;
  tell("look", { icon: form.querySelector('[name="kind"]:checked')?.dataset.icon ?? "pin", isBlurred: false });
}

// A second press while the first is on its way would only make the person wait twice.
function sendOnce() {
  const button = form.querySelector("[data-send]");
  form.addEventListener("submit", () => {
    button.setAttribute("aria-busy", "true");
    setTimeout(() => (button.disabled = true), 0);
  });
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  });
}

previewPhotos(form);
startMap(map, place);
locateOnTap(form.querySelector("[data-locate]"));
followWard();
form.addEventListener("change", showFitting);
showFitting();
sendOnce();
