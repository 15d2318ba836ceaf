// Clusters and single posts on the map, as buttons. What was there stays the same element, so focus and popup stay.

const PIN = "M0 0c-5-8-17-15-17-27a17 17 0 0 1 34 0c0 12-12 19-17 27z";
const BLUR = { "100m": 100, town: 250 }; // metres that a place may be off by, as drawn
const LARGEST = 29; // pixels, the radius of a cluster

const keyOf = (point) => (point.number ? `#${point.number}` : `${point.lat},${point.lng},${point.count}`);

function words(template, values) {
  return template.replace(/{(\w+)}/g, (_all, name) => values[name] ?? "");
}

function pinOf(sprite, icon) {
  return `<svg class="pin__shape" viewBox="-20 -46 40 52" aria-hidden="true"><ellipse class="pin__shade" rx="9" ry="3.5"/><path class="pin__body" d="${PIN}"/><use class="pin__icon" href="${sprite}#${icon}" x="-9" y="-37" width="18" height="18"/></svg>`;
}

export class Markers {
  // `choose(number or 0)` is called when a post's mark is pressed, or let go.
  constructor(L, map, box, choose) {
    Object.assign(this, { L, map, box, choose, shown: new Map(), lifted: null });
  }

  show(points) {
    const wanted = new Map(points.map((point) => [keyOf(point), point]));
    for (const [key, { layers }] of this.shown) {
      if (wanted.has(key)) continue;
      layers.forEach((layer) => layer.remove());
      this.shown.delete(key);
    }
    for (const [key, point] of wanted) {
      if (!this.shown.has(key)) this.shown.set(key, { layers: this.draw(point) });
    }
  }

  draw(point) {
    return point.number ? this.drawPost(point) : [this.drawMany(point)];
  }

  drawMany({ count, lat, lng }) {
    const radius = Math.min(15 + 1.5 * Math.sqrt(count), LARGEST);
    const marker = this.mark({ lat, lng }, {
      className: "cluster",
      size: Math.max(2 * radius + 10, 44),
      inside: `<span class="cluster__face cluster__face--${Math.ceil((radius - 14) / 3)}">${count}</span>`,
      label: words(this.box.dataset.many, { n: count }),
    });
    marker.on("click", () => this.map.flyTo([lat, lng], Math.min(this.map.getZoom() + 2, 18), { duration: 0.4 }));
    return marker;
  }

  drawPost(point) {
    const blur = BLUR[point.precision];
    const layers = [];
    if (blur) {
      const look = { radius: blur, interactive: false, className: "pin-map__blur" };
      layers.push(this.L.circle([point.lat, point.lng], look).addTo(this.map));
    }
    const label = [words(this.box.dataset.one, point), this.note(point)].filter(Boolean).join("。");
    const marker = this.mark(point, {
      className: ["mark", blur ? "mark--blurred" : "", point.solved ? "mark--solved" : ""].join(" "),
      size: 44,
      inside: blur
        ? `<span class="mark__round"><svg class="icon" aria-hidden="true"><use href="${this.box.dataset.sprite}#${point.icon}"/></svg></span>`
        : pinOf(this.box.dataset.sprite, point.icon),
      label,
      foot: !blur,
    });
    marker.bindPopup(() => this.popup(point), { className: "map-popup", minWidth: 220, maxWidth: 300, offset: [0, blur ? -8 : -34] });
    marker.on("popupopen", () => this.choose(point.number));
    marker.on("popupclose", () => this.choose(0));
    return [...layers, marker];
  }

  mark({ lat, lng }, { className, size, inside, label, foot = false }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mark__button";
    button.setAttribute("aria-label", label);
    button.innerHTML = inside;
    // Enter is a click already; as a key, Leaflet would take it as a second one and close what has just opened.
    button.addEventListener("keypress", (event) => event.stopPropagation());
    const icon = this.L.divIcon({
      className: `mark-icon ${className}`,
      html: button,
      iconSize: [size, foot ? 52 : size],
      iconAnchor: [size / 2, foot ? 46 : size / 2],
    });
    return this.L.marker([lat, lng], { icon, keyboard: false, riseOnHover: true }).addTo(this.map);
  }

  note({ precision }) {
    return { town: this.box.dataset.town, "100m": this.box.dataset.block }[precision] ?? "";
  }

  popup(point) {
    const card = document.createElement("div");
    card.className = "map-popup__card";
    const add = (tag, className, text) => {
      const part = document.createElement(tag);
      part.className = className;
      part.textContent = text;
      card.append(part);
      return part;
    };
    add("p", `map-popup__state map-popup__state--${point.status || "none"}`, point.label);
    add("a", "map-popup__title", point.title).href = point.url;
    add("p", "map-popup__place", point.place);
    if (this.note(point)) add("p", "map-popup__place", this.note(point));
    return card;
  }

  // A post of the list is pointed at: its place lifts, whether it stands alone or in a cluster.
  lift({ lat, lng, precision }) {
    this.drop();
    const at = [Number(lat), Number(lng)];
    const blur = BLUR[precision];
    this.lifted = blur
      ? this.L.circle(at, { radius: blur, interactive: false, className: "pin-map__blur pin-map__blur--lifted" })
      : this.L.marker(at, {
          icon: this.L.divIcon({
            className: "mark-icon mark mark--lifted",
            html: pinOf(this.box.dataset.sprite, "pin"),
            iconSize: [44, 52],
            iconAnchor: [22, 46],
          }),
          interactive: false,
          keyboard: false,
          zIndexOffset: 2000,
        });
    this.lifted.addTo(this.map);
  }

  drop() {
    this.lifted?.remove();
    this.lifted = null;
  }
}
