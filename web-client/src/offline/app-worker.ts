const LOOK_EVERY_MS = 30 * 60_000;

/**
 * Lets the service worker serve the app offline, and says when it has taken a newer version of it. Browsers have service
 * workers on HTTPS and on localhost only; elsewhere the app needs its server to start.
 */
export function startAppWorker(onNewVersion: () => void): void {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  if (serviceWorker === undefined) return;
  // The very first worker takes this page over as well, which is no news.
  let first = serviceWorker.controller === null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (!first) onNewVersion();
    first = false;
  });
  serviceWorker.register("/sw.js").then(
    (registration) => {
      const look = () => void registration.update().catch(() => undefined);
      setInterval(look, LOOK_EVERY_MS);
      window.addEventListener("online", look);
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
    },
    () => undefined, // Without it the app works while the server is there.
  );
}
