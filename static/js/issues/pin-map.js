// A map to put one pin on: the wards' shapes and rivers as its ground, tiles instead of them where the site has some.
// Leaflet (window.L) comes as a plain script beside this module; without it the place is given in words.

import { CITY, drawGround, newMap } from "./ground.js";

const CLOSE = 16; // zoom on a pin where tiles show streets
const WIDE = 13.5; // and where only wards and rivers are drawn
const BLUR = 100; // metres
const PIN = "M0 0c-5-8-17-15-17-27a17 17 0 0 1 34 0c0 12-12 19-17 27z";

// Shows the map in `box` and calls `place(lat, lng)` when a pin is put or moved by hand. What the page knows comes as
// events: `pin` {lat, lng}, `unpin`, `ward` {code}, `look` {icon, isBlurred}.
export function startMap(box, place) {
  if (!box || !window.L) return;
  const { L } = window;
  box.hidden = false;
  const map = newMap(L, box);
  map.fitBounds(CITY);
  map.on("click", ({ latlng }) => place(latlng.lat, latlng.lng));
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  drawGround(L, map, box);
  const pin = new Pin(L, map, box, place);
  box.addEventListener("pin", ({ detail }) => pin.put(detail.lat, detail.lng));
  box.addEventListener("unpin", () => pin.takeAway());
  box.addEventListener("look", ({ detail }) => pin.look(detail));
  const { lat, lng } = box.dataset;
  if (lat && lng) pin.put(Number(lat), Number(lng));
}

class Pin {
  constructor(L, map, box, place) {
    Object.assign(this, { L, map, box, place, marker: null, blur: null, icon: "pin", isBlurred: false });
  }

  put(lat, lng) {
    if (this.marker === null) {
      const name = this.box.dataset.pinName;
      this.marker = this.L.marker([lat, lng], { icon: this.face(), draggable: true, alt: name, title: name });
      this.marker.addTo(this.map).on("dragend", () => {
        const at = this.marker.getLatLng();
        this.place(at.lat, at.lng);
      });
      this.map.setView([lat, lng], Math.max(this.map.getZoom(), this.box.dataset.tiles ? CLOSE : WIDE));
    } else {
      this.marker.setLatLng([lat, lng]);
      this.map.panTo([lat, lng]);
    }
    this.showBlur();
  }

  takeAway() {
    this.marker?.remove();
    this.marker = null;
    this.showBlur();
  }

  look({ icon, isBlurred }) {
    Object.assign(this, { icon, isBlurred });
    this.marker?.setIcon(this.face());
    this.showBlur();
  }

  face() {
    const html = `<svg class="pin__shape" viewBox="-20 -46 40 52" aria-hidden="true"><ellipse class="pin__shade" rx="9" ry="3.5"/><path class="pin__body" d="${PIN}"/><use class="pin__icon" href="${this.box.dataset.sprite}#${this.icon}" x="-9" y="-37" width="18" height="18"/></svg>`;
    return this.L.divIcon({ className: "pin", html, iconSize: [40, 52], iconAnchor: [20, 46] });
  }

  // Everybody but the city sees only that it is somewhere in this circle.
  showBlur() {
    this.blur?.remove();
    this.blur = null;
    if (!this.isBlurred || this.marker === null) return;
    const look = { radius: BLUR, interactive: false, className: "pin-map__blur" };
    this.blur = this.L.circle(this.marker.getLatLng(), look).addTo(this.map);
  }
}
