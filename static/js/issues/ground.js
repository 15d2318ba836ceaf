// What every map of ours stands on: the wards' shapes and rivers, drawn by us, and over them tiles where the site has
// some. When tiles do not come, the drawing is enough. Leaflet (L) comes as a plain script beside these modules.

export const CITY = [
  [34.583, 135.372],
  [34.772, 135.604],
];
const NAMED_FROM = 11.5; // zoom from which wards carry their names
const PATIENCE = 4; // tiles that may fail before the first has come

// An empty map with our buttons and our source line; the page's words for them are in the box's data.
export function newMap(L, box, { position = "topleft" } = {}) {
  const map = L.map(box, { scrollWheelZoom: false, zoomSnap: 0.25, zoomControl: false, maxZoom: 18 });
  L.control.zoom({ position, zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  map.attributionControl.setPrefix("").addAttribution(box.dataset.attribution);
  map.on("zoomend", () => box.classList.toggle("pin-map--far", map.getZoom() < NAMED_FROM));
  addTiles(L, map, box);
  return map;
}

function addTiles(L, map, box) {
  if (!box.dataset.tiles) return;
  box.classList.add("pin-map--tiled");
  const tiles = L.tileLayer(box.dataset.tiles, { attribution: box.dataset.tilesName, maxZoom: 18 }).addTo(map);
  let failed = 0;
  let came = false;
  tiles.on("tileload", () => {
    came = true;
  });
  tiles.on("tileerror", () => {
    failed += 1;
    if (came || failed < PATIENCE) return;
    tiles.remove();
    box.classList.remove("pin-map--tiled");
  });
}

// Returns the layer of the wards. A `ward` event {code} on the box shows that ward.
export async function drawGround(L, map, box) {
  const answer = await fetch(box.dataset.outlines);
  const { features } = await answer.json();
  const of = (kind) => features.filter((feature) => feature.properties.kind === kind);
  const wards = L.geoJSON(of("ward"), {
    interactive: false,
    style: { className: "pin-map__ward" },
    onEachFeature: ({ properties }, shape) => {
      shape.bindTooltip(properties.name, { permanent: true, direction: "center", className: "pin-map__label" });
    },
  }).addTo(map);
  const rivers = L.geoJSON(of("river"), { interactive: false, style: { className: "pin-map__river" } }).addTo(map);
  const flow = () => {
    const scale = Math.min(2 ** (map.getZoom() - 11), 8);
    rivers.eachLayer((river) => river.setStyle({ weight: 10 * scale * river.feature.properties.width }));
  };
  map.on("zoomend", flow);
  flow();
  box.addEventListener("ward", ({ detail }) => {
    wards.eachLayer((ward) => ward.feature.properties.code === detail.code && map.fitBounds(ward.getBounds()));
  });
  return wards;
}
