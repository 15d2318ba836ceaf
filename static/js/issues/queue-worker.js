// The service worker. It keeps no page of the site but the one for when there is no network, and touches nothing else:
// a page that cannot be had, and a press of the post form that does not arrive. SHELF and KEPT are set before this.
import { isOld, keepPost, postOf, WAITING, waitingPosts } from "./queue-store.js";
import { sendWaiting } from "./queue-sending.js";

const [PAGE, FORM, EDITORS] = ["/offline/", "/issues/new/", "/cms/"];

self.addEventListener("install", (event) => {
  const fill = async () => {
    const shelf = await caches.open(SHELF);
    await shelf.addAll([PAGE, ...KEPT].map((address) => new Request(address, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const begin = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("mycomi-") && name !== SHELF);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.registration.navigationPreload?.enable(); // pages are asked for while this file starts
    await self.clients.claim();
  };
  event.waitUntil(begin());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.destination === "document") {
    if (request.method === "GET" && !pathname.startsWith(EDITORS)) event.respondWith(opened(event));
    if (request.method === "POST" && pathname === FORM) event.respondWith(pressed(request));
  } else if (KEPT.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => shelved(pathname)));
  }
});

self.addEventListener("sync", (event) => {
  const go = async () => {
    const wasThere = await sendWaiting();
    const isLeft = (await waitingPosts()).some((post) => post.state === WAITING && !isOld(post));
    if (wasThere === false || isLeft) throw new Error("not yet"); // the browser tries again, later each time
  };
  event.waitUntil(go());
});

async function opened(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    return (await shelved(PAGE)) ?? Promise.reject(error);
  }
}

// The press of somebody whose network went away in the middle.
async function pressed(request) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch (error) {
    if (error.name === "AbortError") throw error; // they stopped it
    const data = await copy.formData();
    if (data.get("step")) return shelved(PAGE); // it was not to be sent; the words stay in the browser
    return Response.redirect(`${PAGE}#${(await isKept(data, request.url)) ? "kept" : "full"}`, 303);
  }
}

async function isKept(data, url) {
  try {
    await keepPost(postOf(data, url));
  } catch {
    return false;
  }
  self.registration.sync?.register("posts").catch(() => {});
  return true;
}

async function shelved(address) {
  return (await caches.open(SHELF)).match(address, { ignoreVary: true });
}
