// The service worker: serves the app while the server is away. build/service-worker.ts writes the two names below into it.
// A page comes from the network when there is one, so nobody gets an old app while a newer one can be had; what its name
// tells apart by a hash comes from the cache. Nothing under /api is ever kept: a design's data is the page's own affair.
const VERSION = "__VERSION__";
const FILES = JSON.parse("__FILES__");

const PREFIX = "meshplay-app-";
const CURRENT = PREFIX + VERSION;
const SHELL = "/index.html";
const NO_PAGES = /^\/(api|sync|collab|health|metrics|assets)(\/|$)/;
const PAGE_WITHIN_MS = 4000;
/** Pages of the version before still load their parts from its cache. */
const VERSIONS_KEPT = 2;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CURRENT);
      await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      // In the order in which they were made.
      const versions = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
      await Promise.all(versions.slice(0, 1 - VERSIONS_KEPT).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (!NO_PAGES.test(url.pathname)) event.respondWith(page(request));
    return;
  }
  if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else if (FILES.includes(url.pathname)) event.respondWith(fresh(request));
});

async function page(request) {
  const kept = () => caches.open(CURRENT).then((cache) => cache.match(SHELL));
  const late = new Promise((resolve) => {
    setTimeout(resolve, PAGE_WITHIN_MS);
  });
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer !== undefined && answer.status < 500) return answer;
    return (await kept()) ?? answer ?? (await fetch(request));
  } catch (error) {
    const shell = await kept();
    if (shell === undefined) throw error;
    return shell;
  }
}

async function asset(request) {
  const kept = await caches.match(request.url, { ignoreVary: true });
  return kept ?? fetch(request);
}

async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request.url, { ignoreVary: true });
    if (kept === undefined) throw error;
    return kept;
  }
}
