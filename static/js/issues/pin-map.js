// A map to put one pin on: the wards' shapes and rivers as its ground, tiles above them where the site has some.
// Leaflet (window.L) comes as a plain script beside this module; without it the place is given in words.

export function startMap(box, place) {
  if (!box || !window.L) {
    return;
  }
  const L = window.L;
  box.hidden = false;
  const map = L.map(box, { scrollWheelZoom: false, attributionControl: true, zoomSnap: 0.5 });
  map.attributionControl.setPrefix("").addAttribution(box.dataset.attribution);
  map.fitBounds([
    [34.583, 135.372],
    [34.772, 135.604],
  ]);
  drawGround(L, map, box.dataset.outlines);
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { attribution: box.dataset.tilesName, maxZoom: 18, opacity: 0.9 }).addTo(map);
  }
  const pin = makePin(L, map, box, place);
  map.on("click", ({ latlng }) => place(latlng.lat, latlng.lng));
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  box.addEventListener("pin", ({ detail }) => pin(detail.lat, detail.lng));
  const { lat, lng } = box.dataset;
  if (lat && lng) {
    pin(Number(lat), Number(lng));
  }
}

async function drawGround(L, map, address) {
  const answer = await fetch(address);
  const outlines = await answer.json();
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  L.geoJSON(outlines, {
    interactive: false,
    style: ({ properties }) =>
      properties.kind === "river"
        ? { color: colour("--map-water"), weight: 10 * properties.width, lineCap: "round" }
        : { color: colour("--map-edge"), weight: 1.2, fillColor: colour("--map-0"), fillOpacity: 1 },
  }).addTo(map);
}

function makePin(L, map, box, place) {
  let marker = null;
  return (lat, lng) => {
    if (marker === null) {
      const icon = L.divIcon({ className: "pin pin--chosen", iconSize: [40, 54], iconAnchor: [20, 52] });
      marker = L.marker([lat, lng], { icon, draggable: true, keyboard: true, alt: box.dataset.pinName }).addTo(map);
      marker.on("dragend", () => place(marker.getLatLng().lat, marker.getLatLng().lng));
      map.setView([lat, lng], 15);
    } else {
      marker.setLatLng([lat, lng]);
      map.panTo([lat, lng]);
    }
  };
}
