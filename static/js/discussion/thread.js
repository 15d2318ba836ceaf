// The talk of one thing, live. Without this module the same page works by reloading.
//
//   connecting ──hello──▶ open ──close──▶ waiting ──timer or network──▶ connecting        (4401, 4410: over)
//
// Every event has a number. The page knows the last one it shows and asks for what comes after it, so a line that
// breaks loses nothing. What one writes stays in the field until the server has confirmed its key.

const OVER = new Set([4401, 4410]);
const GONE = 4410;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30000;

class Thread {
  constructor(root) {
    this.root = root;
    this.list = root.querySelector("[data-talk]");
    this.form = root.querySelector("[data-composer]");
    this.state = root.querySelector("[data-line-state]");
    this.seq = Number(root.dataset.seq);
    this.wait = FIRST_WAIT;
    this.socket = null;
    this.wasOpen = false;
    this.timer = 0;
    this.pending = null; // { key, body, as } on its way
    this.form?.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.hurry());
    this.markMine(this.list);
    this.connect();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const { kind, number } = this.root.dataset;
    this.socket = new WebSocket(`${scheme}//${location.host}/ws/threads/${kind}/${number}/?after=${this.seq}`);
    this.socket.addEventListener("message", (message) => this.receive(JSON.parse(message.data)));
    this.socket.addEventListener("close", (close) => this.closed(close.code));
  }

  receive(frame) {
    if (frame.t === "hello") {
      this.wait = FIRST_WAIT;
      this.wasOpen = true;
      this.say("");
      this.send();
    } else if (frame.t === "event") {
      this.show(frame);
    } else if (frame.t === "ack" && frame.key === this.pending?.key) {
      this.confirmed();
    } else if (frame.t === "error") {
      this.refused(frame);
    } else if (frame.t === "bye") {
      this.wait = frame.retry_ms;
    }
  }

  closed(code) {
    this.socket = null;
    if (code === GONE) location.reload();
    if (OVER.has(code)) return;
    this.say(this.root.dataset.offline);
    this.timer = setTimeout(() => this.connect(), this.wait * (0.5 + Math.random()));
    this.wait = Math.min(this.wait * 2 + FIRST_WAIT, LONGEST_WAIT);
  }

  // The network is back: no need to wait for the timer.
  hurry() {
    if (this.socket !== null || !this.timer) return;
    clearTimeout(this.timer);
    this.connect();
  }

  show(frame) {
    if (frame.seq <= this.seq) return;
    this.seq = frame.seq;
    const holder = document.createElement("template");
    holder.innerHTML = frame.html;
    holder.content.querySelectorAll("template[data-region]").forEach((piece) => {
      replaceRegion(piece.dataset.region, piece.content);
      piece.remove();
    });
    const line = holder.content.firstElementChild;
    if (!line) return;
    line.classList.add("is-new");
    this.root.querySelector("[data-talk-empty]")?.remove();
    this.list.append(line);
    this.markMine(this.list);
    if (frame.type === "message") countOneMore();
  }

  markMine(within) {
    const { me } = this.root.dataset;
    if (!me) return;
    within.querySelectorAll(`[data-author="${CSS.escape(me)}"]`).forEach((line) => line.classList.add("is-mine"));
  }

  // While a line that once was open is down, the words wait for it; a second press sends the plain form instead.
  submit(event) {
    const { key, body, organisation } = this.form.elements;
    const isOpen = this.socket?.readyState === WebSocket.OPEN;
    if (!body.value.trim() || (!isOpen && (this.pending || !this.wasOpen))) return;
    event.preventDefault();
    if (this.pending) return; // it is on its way
    this.pending = { key: key.value, body: body.value };
    if (organisation?.value) this.pending.as = Number(organisation.value); // else in one's own name
    if (isOpen) this.send();
  }

  send() {
    if (this.pending) this.socket.send(JSON.stringify({ t: "post", ...this.pending }));
  }

  confirmed() {
    const { key, body } = this.form.elements;
    if (body.value === this.pending.body) body.value = ""; // words written meanwhile stay
    key.value = newKey();
    this.pending = null;
    this.complain("");
  }

  refused(frame) {
    if (frame.key === this.pending?.key) this.pending = null;
    this.complain(frame.message);
  }

  complain(sentence) {
    const place = this.form?.querySelector("[data-error]");
    if (!place) return;
    place.querySelector("span").textContent = sentence;
    place.hidden = !sentence;
    this.form.classList.toggle("composer--wrong", Boolean(sentence));
    this.form.elements.body.setAttribute("aria-invalid", Boolean(sentence));
  }

  say(words) {
    this.state.textContent = words;
    this.state.hidden = !words;
  }
}

function countOneMore() {
  document.querySelectorAll("[data-message-count]").forEach((place) => {
    place.textContent = Number(place.textContent) + 1;
  });
}

function replaceRegion(name, content) {
  const places = document.querySelectorAll(`[data-region="${name}"]:not(template)`);
  places.forEach((place) => place.replaceChildren(content.cloneNode(true)));
}

// `crypto.randomUUID` is missing on pages without https, as in a network at home.
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

document.querySelectorAll("[data-thread]").forEach((root) => new Thread(root));
