// The talk of one thing, live. Without this module the same page works by reloading.
//
//   connecting ──hello──▶ open ──close──▶ waiting ──timer──▶ connecting        (4401, 4410: over)
//
// Every event has a number. The page knows the last one it shows and asks for what comes after it, so a line that
// breaks loses nothing. What one writes stays in the field until the server has confirmed its key.

const OVER = new Set([4401, 4410]);
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
    this.form?.addEventListener("submit", (event) => this.submit(event));
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
      this.say("");
      this.sendAgain();
    } else if (frame.t === "event") {
      this.show(frame);
    } else if (frame.t === "ack" && frame.key === this.pendingKey()) {
      this.confirmed();
    } else if (frame.t === "error") {
      this.refused(frame);
    } else if (frame.t === "bye") {
      this.wait = frame.retry_ms;
    }
  }

  closed(code) {
    this.socket = null;
    if (code === 4410) {
      location.reload();
    }
    if (OVER.has(code)) {
      return;
    }
    this.say(this.root.dataset.offline);
    const pause = this.wait * (0.5 + Math.random());
    this.wait = Math.min(this.wait * 2 + FIRST_WAIT, LONGEST_WAIT);
    setTimeout(() => this.connect(), pause);
  }

  show(frame) {
    if (frame.seq <= this.seq) {
      return;
    }
    this.seq = frame.seq;
    const holder = document.createElement("template");
    holder.innerHTML = frame.html;
    holder.content.querySelectorAll("template[data-region]").forEach((piece) => {
      replaceRegion(piece.dataset.region, piece.content);
      piece.remove();
    });
    const line = holder.content.firstElementChild;
    if (line) {
      line.classList.add("is-new");
      this.root.querySelector("[data-talk-empty]")?.remove();
      this.list.append(line);
      this.markMine(line.parentElement);
      this.count();
    }
  }

  count() {
    const spoken = this.list.querySelectorAll("[data-message]").length;
    document.querySelectorAll("[data-message-count]").forEach((place) => {
      place.textContent = Math.max(spoken, Number(place.textContent) || 0);
    });
  }

  markMine(within) {
    const me = this.root.dataset.me;
    if (me) {
      within.querySelectorAll(`[data-author="${me}"]`).forEach((line) => line.classList.add("is-mine"));
    }
  }

  submit(event) {
    const body = this.form.elements.body.value.trim();
    if (!body || this.socket?.readyState !== WebSocket.OPEN) {
      return; // the plain form goes its way
    }
    event.preventDefault();
    this.form.dataset.pending = this.form.elements.key.value;
    this.sendAgain();
  }

  sendAgain() {
    if (this.pendingKey()) {
      const { key, body } = this.form.elements;
      this.socket.send(JSON.stringify({ t: "post", key: key.value, body: body.value }));
    }
  }

  pendingKey() {
    return this.form?.dataset.pending;
  }

  confirmed() {
    delete this.form.dataset.pending;
    this.form.elements.body.value = "";
    this.form.elements.key.value = crypto.randomUUID();
    this.complain("");
  }

  refused(frame) {
    if (frame.key === this.pendingKey()) {
      delete this.form.dataset.pending;
    }
    this.complain(frame.message);
  }

  complain(sentence) {
    const place = this.form?.querySelector("[data-error]");
    if (place) {
      place.textContent = sentence;
      place.hidden = !sentence;
    }
  }

  say(words) {
    if (this.state) {
      this.state.textContent = words;
      this.state.hidden = !words;
    }
  }
}

function replaceRegion(name, content) {
  const places = document.querySelectorAll(`[data-region="${name}"]:not(template)`);
  places.forEach((place) => place.replaceChildren(content.cloneNode(true)));
}

document.querySelectorAll("[data-thread]").forEach((root) => new Thread(root));
