// The talk of one thing, live. Without this module the same page works by reloading. Each behaviour has a file of its
// own; here they learn of each other: frames come from the line, and go to whoever knows what they mean.
import { Acts } from "./acts.js";
import { Composer } from "./composer.js";
import { keepDraft } from "./drafts.js";
import { edits } from "./edit.js";
import { lineState } from "./line-state.js";
import { CONNECTING, Line, OPEN } from "./line.js";
import { Log } from "./log.js";
import { offerNames } from "./names.js";
import { News } from "./news.js";
import { Outbox } from "./outbox.js";
import { Pictures } from "./pictures.js";
import { Presence } from "./presence.js";
import { Reactions } from "./reactions.js";
import { Reading } from "./reading.js";
import { replies } from "./reply.js";
import { Unread } from "./unread.js";

class Thread {
  constructor(root) {
    const find = (name) => root.querySelector(`[data-${name}]`);
    const { kind, number, me } = root.dataset;
    const [list, form] = [find("talk"), find("composer")];
    const name = `${me}@${kind}/${number}`;
    const part = (one) => root.querySelector(`template[data-part="${one}"]`);
    const parts = Object.fromEntries(["pending", "edit", "delete", "photo"].map((one) => [one, part(one)]));

    const reading = new Reading(root, list, form);
    this.log = new Log(root, list, reading);
    const say = lineState(find("line-state"), reading);
    const hear = (frame) => this.hear(frame);
    const tell = (state) => (say(state), this.turn(state));
    this.line = new Line({ kind, number, me, after: () => this.log.seq, hear, tell });
    const token = form?.elements.csrfmiddlewaretoken.value;
    this.acts = new Acts(this.line, token);
    this.presence = new Presence({ here: find("here"), typing: find("typing"), line: this.line, kind });
    this.news = new News(find("pill"), reading);
    const address = `/talk/${kind}/${number}/seen/`;
    this.unread = new Unread({ root, list, jump: find("jump"), name, line: this.line, me, token, address });
    new Reactions({ root, me, acts: this.acts, log: this.log });
    this.log.onLine.push((line, frame) => this.added(line, frame));
    edits({ root, parts, acts: this.acts, reading });
    if (form) this.write({ form, list, name, reading, parts, find });
    this.line.connect();
  }

  write({ form, list, name, reading, parts, find }) {
    const { kind, number } = this.log.root.dataset;
    const send = (piece) => (this.line.comesBack || this.line.state === CONNECTING) && this.outbox.add(piece);
    const say = (sentence) => composer.complain(sentence);
    const talk = `/talk/${kind}/${number}/`;
    const pictures = new Pictures({ form, part: parts.photo, address: `${talk}photos/`, reading, say });
    const composer = new Composer(form, send, () => pictures.isBusy && parts.photo.dataset.busy);
    const told = { list: find("outbox"), part: parts.pending, name, line: this.line, log: this.log, composer, reading };
    this.outbox = new Outbox(told);
    this.log.isExpected = (line, frame) => this.outbox.takes(line, frame);
    keepDraft({ composer, name, note: find("draft-note"), list });
    replies({ root: this.log.root, form });
    offerNames({ composer, address: `${talk}names/` });
    this.presence.tellOf(form);
  }

  hear(frame) {
    if (frame.t === "event") this.log.hear(frame);
    else if (frame.t === "ack" || frame.t === "error") this.answer(frame);
    else this.presence.hear(frame);
  }

  answer(frame) {
    this.outbox?.hear(frame);
    this.acts.hear(frame);
  }

  turn(state) {
    this.outbox?.turn();
    if (state === OPEN) this.acts.again();
    else this.presence.leave();
  }

  added(line, { type }) {
    this.news.add(line);
    this.unread.add(line);
    if (type !== "message") return;
    this.presence.said(line);
    countOneMore();
  }
}

function countOneMore() {
  document.querySelectorAll("[data-message-count]").forEach((place) => {
    place.textContent = Number(place.textContent) + 1;
  });
}

document.querySelectorAll("[data-thread]").forEach((root) => new Thread(root));
