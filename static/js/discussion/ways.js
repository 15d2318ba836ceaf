// The ways to hear of a talk, best first. Each calls `frame` with what it is told, and `lost` once, when it has ended
// by itself: with the socket's `code`, the answer's `status`, or `isRefused` when the browser does not say which.

const PATIENCE = 2000; // milliseconds after which a question that is still open counts as heard

function socket({ kind, number, after, frame, lost }) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const open = () => new WebSocket(`${scheme}//${location.host}/ws/threads/${kind}/${number}/?after=${after}&batch=1`);
  return opened(open, lost, (line) => {
    line.addEventListener("message", ({ data }) => frame(JSON.parse(data)));
    line.addEventListener("close", ({ code }) => lost({ code }));
    const send = (said) => {
      if (line.readyState !== WebSocket.OPEN) return false;
      line.send(JSON.stringify(said));
      return true;
    };
    return { send, close: () => line.close() };
  });
}

function stream({ kind, number, after, frame, lost }) {
  const open = () => new EventSource(`/live/threads/${kind}/${number}/events?after=${after}`);
  return opened(open, lost, (source) => {
    source.addEventListener("message", ({ data }) => frame(JSON.parse(data)));
    source.addEventListener("error", () => {
      const isRefused = source.readyState === EventSource.CLOSED;
      source.close(); // the line has its own patience
      lost({ isRefused });
    });
    return { close: () => source.close() };
  });
}

function poll({ kind, number, after, frame, lost }) {
  const away = new AbortController();
  let isHeard = false;
  const hello = (seq) => {
    if (isHeard || away.signal.aborted) return;
    isHeard = true;
    frame({ t: "hello", seq });
  };
  const ask = async (seq) => {
    const answer = await fetch(`/live/threads/${kind}/${number}/poll?after=${seq}`, { signal: away.signal });
    if (!answer.ok) return lost({ status: answer.status });
    const told = await answer.json();
    hello(told.seq);
    told.frames.forEach(frame);
    await inSight();
    return ask(Math.max(seq, told.seq));
  };
  const timer = setTimeout(hello, PATIENCE, after);
  ask(after).catch(() => away.signal.aborted || lost({})).finally(() => clearTimeout(timer));
  return { close: () => away.abort() };
}

// A browser, or what stands between, may forbid a way altogether.
function opened(open, lost, use) {
  try {
    return use(open());
  } catch {
    queueMicrotask(() => lost({ isRefused: true }));
    return { close() {} };
  }
}

// A page that nobody sees need not ask.
function inSight() {
  if (!document.hidden) return null;
  return new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}

export const WAYS = [socket, stream, poll];
