// Says when the line is down, and once that it is back. A break that is over in a moment is not worth a word.
//
//   quiet ──lost──▶ breaking ──a moment──▶ down ──open──▶ back ──a while──▶ quiet        any ──over──▶ over
//   breaking ──open──▶ quiet               back ──lost──▶ breaking
import { OPEN, OVER, WAITING } from "./line.js";

const MOMENT = 1000; // milliseconds
const A_WHILE = 5000;

export function lineState(place, reading) {
  let [said, timer] = ["quiet", 0];
  const say = (now, words) => {
    clearTimeout(timer);
    said = now;
    if (words === undefined) return;
    reading.around(() => {
      place.textContent = words;
      place.hidden = !words;
    });
  };
  const { down, back, over } = place.dataset;
  return (state) => {
    if (state === OVER) say("over", over);
    if (state === WAITING && ["quiet", "back"].includes(said)) {
      say("breaking");
      timer = setTimeout(say, MOMENT, "down", down);
    }
    if (state === OPEN && said === "breaking") say("quiet", "");
    if (state === OPEN && said === "down") {
      say("back", back);
      timer = setTimeout(say, A_WHILE, "quiet", "");
    }
  };
}
