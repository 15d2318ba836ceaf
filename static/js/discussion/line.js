// The line between the talk and the server, which comes back by itself however it breaks.
//
//   connecting ──hello──▶ open ──lost──▶ waiting ──timer, network, page in sight──▶ connecting
//   connecting ──lost, or no hello──▶ waiting
//   any ──4401, 404, hello to somebody else──▶ over          any ──4410, 410──▶ over, and the page is asked anew
//
// A way (ways.js) that fails without a hello gives place to the next: at once when it is refused, else after two
// failures, or eight when it has worked on this page: then the server is down rather than the way. After the last comes
// the first; a new network begins anew, and where a socket has worked, so does whatever breaks after it.
// Every line asks for what comes after the last number that the page shows, so one that breaks loses nothing.
import { WAYS } from "./ways.js";

export const [CONNECTING, OPEN, WAITING, OVER] = ["connecting", "open", "waiting", "over"];
const [FIRST_WAIT, LONGEST_WAIT, CALM_WAIT] = [500, 30000, 10000]; // milliseconds
const [TRIES, TRIES_OF_A_FRIEND] = [2, 8];
const PATIENCE = 10000; // milliseconds without a hello
const STEADY = 5000; // milliseconds open, after which a break is the first again
const STALE = 60000; // milliseconds out of sight, after which a line may have died in silence
const NOT_ALLOWED = [4401, 404];
const GONE = [4410, 410];
const TOO_MUCH = [4408, 429];

export class Line {
  // `after()` is the last number shown; `hear(frame)` gets all but batches, `tell(state)` every change.
  // `me` is who has this page: once somebody else is logged in here, nothing may go out under their name.
  constructor({ kind, number, me, after, hear, tell }) {
    Object.assign(this, { place: { kind, number }, me, after, hear, tell });
    Object.assign(this, { nth: 0, failures: 0, breaks: 0, wasOpen: false, friends: new Set(), bye: null });
    window.addEventListener("online", () => this.begin());
    window.addEventListener("offline", () => this.attempt && this.lost({}));
    window.addEventListener("pagehide", () => this.rest());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.connect());
    document.addEventListener("visibilitychange", () => this.look());
  }

  get isOpen() {
    return this.state === OPEN;
  }

  // Whether it was there, and will be again.
  get comesBack() {
    return this.wasOpen && this.state !== OVER;
  }

  // False when nothing can be sent this way, or not now.
  send(frame) {
    return this.isOpen && Boolean(this.way.send?.(frame));
  }

  get isTwoWay() {
    return this.isOpen && Boolean(this.way.send);
  }

  connect() {
    if (this.state === OVER) return;
    this.drop();
    const attempt = (this.attempt = { isHeard: false });
    const current = (act) => (news) => attempt === this.attempt && act(news);
    this.enter(CONNECTING);
    this.timer = setTimeout(current(() => this.lost({})), PATIENCE);
    const frame = current((told) => this.receive(told));
    const lost = current((why) => this.lost(why));
    this.way = WAYS[this.nth]({ ...this.place, after: this.after(), frame, lost });
  }

  receive(frame) {
    if (frame.t === "hello" && frame.me && this.me && frame.me !== this.me) return this.end();
    if (frame.t === "hello") this.opened();
    if (frame.t === "bye") this.bye = frame.retry_ms;
    if (frame.t === "gone") this.lost({ status: GONE[1] }); // a stream has no codes
    else if (frame.t === "batch") frame.frames.forEach((one) => this.receive(one));
    else this.hear(frame);
    return null;
  }

  end() {
    this.drop();
    this.enter(OVER);
  }

  opened() {
    clearTimeout(this.timer);
    [this.attempt.isHeard, this.wasOpen, this.failures, this.openedAt] = [true, true, 0, Date.now()];
    this.friends.add(this.nth);
    this.enter(OPEN);
  }

  lost({ code, status, isRefused }) {
    const why = code ?? status;
    const wasHeard = this.attempt.isHeard;
    this.drop();
    if (GONE.includes(why) && this.wasOpen) location.reload();
    if ([...GONE, ...NOT_ALLOWED].includes(why)) return this.enter(OVER);
    if (wasHeard && Date.now() - this.openedAt > STEADY) this.breaks = 0;
    if (!wasHeard) this.fail(isRefused);
    else if (this.friends.has(0)) this.nth = 0;
    this.enter(WAITING);
    this.timer = setTimeout(() => this.connect(), this.pause(why));
    return null;
  }

  fail(isRefused) {
    if (!navigator.onLine) return; // no way works
    this.failures += 1;
    const most = this.friends.has(this.nth) ? TRIES_OF_A_FRIEND : TRIES;
    if (!isRefused && this.failures < most) return;
    [this.nth, this.failures] = [(this.nth + 1) % WAYS.length, 0];
  }

  // How long to wait: anything up to a bound that grows, so that not all pages of a server come back at once.
  pause(why) {
    const bye = this.bye;
    this.bye = null;
    if (bye !== null) return bye + Math.random() * FIRST_WAIT;
    if (!navigator.onLine) return LONGEST_WAIT * (0.5 + Math.random() / 2); // the network tells when it is back
    const bound = Math.min(FIRST_WAIT * 2 ** this.breaks, LONGEST_WAIT) * (document.hidden ? 4 : 1);
    this.breaks += 1;
    return Math.random() * bound + (TOO_MUCH.includes(why) ? CALM_WAIT : 0);
  }

  // No need to wait for the timer.
  hurry() {
    if (this.state === WAITING) this.connect();
  }

  // Another network: what failed on the last one may work, and what was open there is dead.
  begin() {
    [this.nth, this.failures, this.breaks] = [0, 0, 0];
    if (this.state !== CONNECTING) this.connect();
  }

  look() {
    if (document.hidden) this.hiddenAt = Date.now();
    else if (this.isOpen && Date.now() - this.hiddenAt > STALE) this.connect();
    else this.hurry();
  }

  // The page is put aside, and may come back as it is.
  rest() {
    this.drop();
    if (this.state !== OVER) this.state = WAITING;
  }

  drop() {
    clearTimeout(this.timer);
    this.attempt = null;
    this.way?.close();
    this.way = null;
  }

  enter(state) {
    if (state === this.state) return;
    this.state = state;
    this.tell(state);
  }
}
