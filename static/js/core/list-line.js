// A list that hears of what came, changed or went (docs/live-protocol.md). All of it is hints: without the line the
// page works by reloading. It rests while nobody looks.
const [FIRST_WAIT, LONGEST_WAIT] = [1000, 60000]; // milliseconds
const OVER = new Set([4401, 4410]);

export function listen(address, hear) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  let [socket, timer, wait] = [null, 0, FIRST_WAIT];

  function connect() {
    clearTimeout(timer);
    if (socket || document.hidden || !navigator.onLine) return;
    socket = new WebSocket(`${scheme}//${location.host}${address}`);
    socket.addEventListener("message", ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.t === "hello") wait = FIRST_WAIT;
      if (frame.t === "bye") wait = frame.retry_ms;
      hear(frame);
    });
    socket.addEventListener("close", ({ code }) => {
      socket = null;
      if (OVER.has(code)) return;
      timer = setTimeout(connect, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }

  window.addEventListener("online", connect);
  window.addEventListener("pagehide", () => socket?.close());
  document.addEventListener("visibilitychange", () => (document.hidden ? socket?.close() : connect()));
  connect();
}

// Put other content in a part, and the focus back on the same link where it was in there.
export function replace(part, content) {
  const href = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  part.replaceChildren(...content);
  if (href !== null) part.querySelector(`[href="${CSS.escape(href)}"]`)?.focus({ preventScroll: true });
}

// How many came meanwhile, as a link that loads the list anew: nothing moves until somebody wants it.
export function countNew(place) {
  const numbers = new Set();
  return (number) => {
    numbers.add(number);
    place.hidden = false;
    place.querySelector("[data-said]").textContent = place.dataset.words.replace("{n}", numbers.size);
  };
}
