// The post form: pictures go while it is written, the phone says where it is when asked, the map sets a pin.
// Every part is an addition; the form is complete without it.

import { startMap } from "./pin-map.js";
import { suggestPlaces } from "./places.js";
import { offerHiding } from "./photo-hiding.js";
import { sendPhotos } from "./photo-sending.js";
import { offerCategories } from "./categories.js";
import { tellPersonal } from "./personal.js";
import { keepDrafts } from "./drafts.js";
import { sendOnce } from "./send-once.js";
import { hideWaiting, reopenWaiting, startWorker, waitForNetwork } from "./waiting.js";

const form = document.querySelector("[data-post-form]");
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
  tellChange();
  describe(lat, lng);
}

// What is kept of the form names the place. (Not at the ward: that would take the pin away.)
function tellChange() {
  form.elements.lat.dispatchEvent(new Event("change", { bubbles: true }));
}

async function describe(lat, lng) {
  const mine = (placed += 1);
  let found = { message: "" };
  try {
    const answer = await fetch(`/areas/point/?lat=${lat}&lng=${lng}`);
    found = await answer.json();
  } catch {
    // the server finds the place anyway when the form is sent
  }
  if (mine !== placed) return; // the pin has moved on
  words.textContent = found.ward ? `${found.ward_name}　${found.town}` : found.message;
  if (!found.ward) return;
  form.elements.ward.value = found.ward;
  tellChange();
}

function locateOnTap(button) {
  button.hidden = !("geolocation" in navigator);
  const done = (what) => {
    button.disabled = false;
    what();
  };
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done(() => place(coords.latitude, coords.longitude)),
      () => done(() => (words.textContent = button.dataset.failed)),
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
  });
}

function showLook() {
  const icon = form.querySelector('[name="category"]:checked')?.dataset.icon ?? "pin";
  tell("look", { icon, isBlurred: form.elements.precision.value === "100m" });
}

// Of all that is said for emergencies, what belongs to the chosen category; nothing else is left to open.
function showEmergency() {
  const shown = form.querySelector("[data-emergencies]");
  const chosen = form.querySelector('[name="category"]:checked')?.value;
  const lines = [...shown.querySelectorAll("[data-emergency]")];
  lines.forEach((line) => (line.hidden = line.dataset.emergency !== chosen));
  shown.hidden = lines.every((line) => line.hidden);
  shown.open = !shown.hidden;
}

// What was kept is in the fields; the pin, the tiles and the rest follow them.
function showFilled({ lat, lng }) {
  if (lat && lng) tell("pin", { lat: Number(lat), lng: Number(lng) });
  showKept();
  showLook();
  showEmergency();
}

waitForNetwork(form, offerHiding(form));
const showKept = sendPhotos(form, place);
keepDrafts(form, showFilled);
tellPersonal(form, offerCategories(form));
startMap(map, place);
suggestPlaces(form, place);
locateOnTap(form.querySelector("[data-locate]"));
followWard();
form.addEventListener("change", showLook);
form.addEventListener("change", showEmergency);
showLook();
showEmergency();
sendOnce(form);
hideWaiting(form);
reopenWaiting(form, showFilled);
window.addEventListener("load", startWorker);
