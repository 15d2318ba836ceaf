// Map and list as one. The address says everything: filters, and as `bbox` the part of the map that is looked at, so
// that reloading, going back and sharing show the same. Moving the map changes the address, the marks and the list.
import { CITY, drawGround, newMap } from "./ground.js";
import { List } from "./map-list.js";
import { Markers } from "./map-markers.js";
import { offerNearMe } from "./near-me.js";

const PAUSE = 250; // milliseconds of rest before asking
const RADIUS = 500; // metres around `near`
const DIGITS = 5;

const query = () => new URLSearchParams(location.search);

// Rounded outwards, so that what can be seen is in it.
function boxOf(map) {
  const bounds = map.getBounds();
  const out = (value, round) => (round(value * 10 ** DIGITS) / 10 ** DIGITS).toFixed(DIGITS);
  return [
    out(bounds.getWest(), Math.floor),
    out(bounds.getSouth(), Math.floor),
    out(bounds.getEast(), Math.ceil),
    out(bounds.getNorth(), Math.ceil),
  ].join(",");
}

function start(box) {
  const { L } = window;
  const frame = box.closest("[data-frame]");
  document.querySelector("[data-ground]").hidden = true;
  frame.hidden = false;
  const map = newMap(L, box, { position: "topright" });
  const markers = new Markers(L, map, box, (number) => list.choose(number));
  const live = document.querySelector("[data-live]");
  const list = new List(live, (row) => (row ? markers.lift(row) : markers.drop()));
  const follow = frame.querySelector("[data-follow]");
  let timer = 0;
  let asked = 0;
  let own = true; // the map moves because of the page, not because of the person

  async function drawPoints() {
    const mine = (asked += 1);
    const wanted = query();
    for (const name of ["after", "before", "sort"]) wanted.delete(name);
    if (!wanted.has("bbox")) wanted.set("bbox", boxOf(map));
    wanted.set("zoom", Math.round(map.getZoom()));
    const answer = await fetch(`${box.dataset.points}?${wanted}`);
    const { points } = await answer.json();
    if (mine === asked) markers.show(points);
  }

  async function search() {
    const wanted = query();
    for (const name of ["after", "before"]) wanted.delete(name);
    wanted.set("bbox", boxOf(map));
    history.replaceState(history.state, "", `${location.pathname}?${wanted}`);
    try {
      await Promise.all([drawPoints(), list.fetch(location.href)]);
      offerNearMe(document);
    } catch {
      live.textContent = box.dataset.failed;
    }
  }

  function showPlace() {
    own = true;
    const wanted = query();
    const edges = (wanted.get("bbox") ?? "").split(",").map(Number);
    const near = (wanted.get("near") ?? "").split(",").map(Number);
    if (edges.length === 4 && edges.every(Number.isFinite)) {
      const [west, south, east, north] = edges;
      map.fitBounds([[south, west], [north, east]], { animate: false });
    } else if (near.length > 1 && near.every(Number.isFinite)) {
      map.fitBounds(L.latLng(near[0], near[1]).toBounds(2 * (near[2] || RADIUS)), { animate: false });
    } else {
      map.fitBounds(CITY, { animate: false });
    }
    own = false;
  }

  showPlace();
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  drawGround(L, map, box).then((wards) => {
    const wanted = query();
    const chosen = wards.getLayers().find((ward) => ward.feature.properties.code === wanted.get("ward"));
    chosen?.bringToFront();
    chosen?.getElement()?.classList.add("pin-map__ward--chosen");
    if (chosen && !wanted.has("bbox") && !wanted.has("near")) map.fitBounds(chosen.getBounds(), { animate: false });
    drawPoints().catch(() => {
      live.textContent = box.dataset.failed;
    });
    map.on("moveend", () => {
      if (own) return;
      clearTimeout(timer);
      timer = setTimeout(() => follow.checked && search(), PAUSE);
    });
  });
  follow.addEventListener("change", () => follow.checked && search());
  window.addEventListener("popstate", () => {
    showPlace();
    Promise.all([drawPoints(), list.fetch(location.href)]).catch(() => location.reload());
  });
}

const box = document.querySelector("[data-board-map]");
if (box && window.L) start(box);
