// Boxes on a picture, in shares of its sides: moved and resized by pointer, touch and keys, added and removed.

const MOST = 20;
const STEP = 0.01; // of a side, a press of a key
const SMALLEST = 0.01;
const FRESH = 0.2; // of the shorter side
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class AreaEditor {
  // `root` is components/area_editor.html; `changed()` is told of every change.
  constructor(root, changed = () => {}) {
    Object.assign(this, { root, words: root.dataset, changed, boxes: [] });
    const find = (name) => root.querySelector(`[data-${name}]`);
    for (const name of ["stage", "picture", "list", "add", "said", "failed"]) this[name] = find(name);
    this.add.addEventListener("click", () => this.addBox());
  }

  get areas() {
    return this.boxes.map(({ area }) => area.map((share) => Number(share.toFixed(4))));
  }

  show(address, areas, { isFailed = false } = {}) {
    this.picture.src = address;
    if (this.failed) this.failed.hidden = !isFailed;
    this.said.textContent = "";
    this.boxes = areas.slice(0, MOST).map((area) => this.box(area));
    this.draw();
  }

  // More boxes, beside those that are there.
  suggest(areas) {
    this.boxes.push(...areas.slice(0, MOST - this.boxes.length).map((area) => this.box(area)));
    this.draw();
  }

  addBox() {
    const { clientWidth, clientHeight } = this.picture;
    const side = FRESH * Math.min(clientWidth, clientHeight);
    const [width, height] = clientWidth && clientHeight ? [side / clientWidth, side / clientHeight] : [FRESH, FRESH];
    const box = this.box([0.5 - width / 2, 0.5 - height / 2, width, height]);
    this.boxes.push(box);
    this.draw();
    box.element.focus();
    this.say(this.words.added, this.boxes.length);
  }

  remove(box) {
    const nth = this.boxes.indexOf(box);
    this.boxes.splice(nth, 1);
    this.draw();
    (this.boxes[Math.min(nth, this.boxes.length - 1)]?.element ?? this.add).focus();
    this.say(this.words.removed, nth + 1);
  }

  box(area) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "area-editor__box";
    element.setAttribute("aria-describedby", "area-help");
    const grip = document.createElement("span");
    grip.className = "area-editor__grip";
    grip.title = this.words.resize;
    const number = document.createElement("span");
    number.className = "area-editor__number";
    element.append(number, grip);
    const box = { area: [...area], element, number };
    element.addEventListener("keydown", (event) => this.key(event, box));
    element.addEventListener("pointerdown", (event) => this.drag(event, box, event.target === grip));
    return box;
  }

  draw() {
    this.stage.replaceChildren(this.picture, ...this.boxes.map(({ element }) => element));
    this.list.replaceChildren(...this.boxes.map((box, nth) => this.line(box, nth + 1)));
    this.boxes.forEach((box, nth) => {
      box.number.textContent = nth + 1;
      box.element.setAttribute("aria-label", this.words.box.replace("{n}", nth + 1));
      place(box);
    });
    this.add.disabled = this.boxes.length >= MOST;
    this.changed();
  }

  line(box, nth) {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--text button--small";
    button.textContent = this.words.remove.replace("{n}", nth);
    button.addEventListener("click", () => this.remove(box));
    line.append(button);
    return line;
  }

  key(event, box) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(box);
      return;
    }
    const way = KEYS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.change(box, box.area, way[0] * STEP, way[1] * STEP, event.shiftKey);
  }

  drag(event, box, resizes) {
    if (event.button !== 0) return;
    event.preventDefault(); // no text is selected, no page is scrolled
    box.element.focus();
    box.element.setPointerCapture(event.pointerId);
    const [begun, { clientX, clientY }] = [box.area, event];
    const move = (now) => {
      const across = (now.clientX - clientX) / this.picture.clientWidth;
      this.change(box, begun, across, (now.clientY - clientY) / this.picture.clientHeight, resizes);
    };
    const end = () => box.element.removeEventListener("pointermove", move);
    box.element.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) box.element.addEventListener(name, end, { once: true });
  }

  change(box, [left, top, width, height], across, down, resizes) {
    box.area = resizes
      ? [left, top, within(width + across, SMALLEST, 1 - left), within(height + down, SMALLEST, 1 - top)]
      : [within(left + across, 0, 1 - width), within(top + down, 0, 1 - height), width, height];
    place(box);
    this.changed();
  }

  say(words, nth) {
    this.said.textContent = words.replace("{n}", nth);
  }
}

function within(value, least, most) {
  return Math.max(Math.min(value, most), Math.min(least, most));
}

function place({ area: [left, top, width, height], element }) {
  Object.assign(element.style, {
    left: `${left * 100}%`,
    top: `${top * 100}%`,
    width: `${width * 100}%`,
    height: `${height * 100}%`,
  });
}
