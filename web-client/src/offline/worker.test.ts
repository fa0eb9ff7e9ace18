import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { beforeEach, describe, expect, test } from "vitest";
import { workerFor } from "../../build/service-worker";

const HOME = "https://design.example";

function build(script: string): string {
  const root = mkdtempSync(join(tmpdir(), "meshplay-worker-"));
  mkdirSync(join(root, "assets"));
  writeFileSync(join(root, "index.html"), "<p>1</p>");
  writeFileSync(join(root, "theme.js"), "1");
  writeFileSync(join(root, "assets", "a.js"), script);
  writeFileSync(join(root, "sw.js"), "old");
  return workerFor(root);
}

const version = (source: string) => /const VERSION = "([0-9a-f]{12})"/.exec(source)?.[1];

test("a worker names every file of its build but itself, and any change makes another version", () => {
  const [first, again, second] = [build("1"), build("1"), build("2")];

  expect(first).toContain(String.raw`JSON.parse("[\"/assets/a.js\",\"/index.html\",\"/theme.js\"]")`);
  expect(version(first)).toBeDefined();
  expect(again).toBe(first);
  expect(version(second)).not.toBe(version(first));
});

type Answer = { readonly body: string; readonly status: number };
type Asked = { readonly url: string; readonly method: string; readonly mode: string };

/** A browser's side of a service worker: caches, network and events, as far as this worker uses them. */
class Browser {
  readonly caches = new Map<string, Map<string, Answer>>();
  network: (path: string) => Promise<Answer> = () => Promise.reject(new TypeError("no network"));
  skipped = 0;
  private handlers = new Map<string, (event: unknown) => void>();

  /** Installs and activates a worker, as a browser does with a new one that does not wait. */
  async take(source: string): Promise<void> {
    this.handlers = new Map();
    const { caches } = this;
    const path = (request: string | Asked) =>
      new URL(typeof request === "string" ? request : request.url, HOME).pathname;
    const find = (request: string | Asked) => [...caches.values()].find((cache) => cache.has(path(request)));
    const self = {
      location: { origin: HOME },
      clients: { claim: () => Promise.resolve() },
      skipWaiting: () => Promise.resolve((this.skipped += 1)),
      addEventListener: (name: string, handler: (event: unknown) => void) => this.handlers.set(name, handler),
    };
    const api = {
      keys: () => Promise.resolve([...caches.keys()]),
      delete: (name: string) => Promise.resolve(caches.delete(name)),
      match: (request: string | Asked) => Promise.resolve(find(request)?.get(path(request))),
      open: (name: string) => {
        const cache = caches.get(name) ?? new Map<string, Answer>();
        caches.set(name, cache);
        return Promise.resolve({
          match: (request: string) => Promise.resolve(cache.get(path(request))),
          addAll: async (requests: readonly Asked[]) => {
            for (const request of requests) cache.set(path(request), await this.network(path(request)));
          },
        });
      },
    };
    const globals = {
      self,
      caches: api,
      URL,
      setTimeout,
      fetch: (request: Asked) => this.network(path(request)),
      Request: class {
        readonly url: string;
        constructor(file: string) {
          this.url = HOME + file;
        }
      },
    };
    runInContext(source, createContext(globals));
    await this.send("install");
    await this.send("activate");
  }

  /** What the worker answers; undefined when it leaves a request to the browser. */
  async ask(path: string, mode: "navigate" | "no-cors" = "no-cors", method = "GET"): Promise<Answer | undefined> {
    let answer: Promise<Answer> | undefined;
    const url = new URL(path, HOME).href;
    this.handlers.get("fetch")?.({
      request: { url, method, mode },
      respondWith: (given: Promise<Answer>) => {
        answer = given;
      },
    });
    return answer;
  }

  private async send(name: string): Promise<void> {
    let done: Promise<unknown> = Promise.resolve();
    this.handlers.get(name)?.({
      waitUntil: (until: Promise<unknown>) => {
        done = until;
      },
    });
    await done;
  }
}

describe("the service worker", () => {
  let browser: Browser;
  const online = (mark: string) => (path: string) => Promise.resolve({ body: `${mark} ${path}`, status: 200 });
  const away = () => Promise.reject(new TypeError("no network"));
  beforeEach(async () => {
    browser = new Browser();
    browser.network = online("old");
    await browser.take(build("1"));
  });

  test("serves the shell for any page while the server is away, and what belongs to it", async () => {
    browser.network = away;

    expect((await browser.ask("/designs/abc?token=x", "navigate"))?.body).toBe("old /index.html");
    expect((await browser.ask("/assets/a.js"))?.body).toBe("old /assets/a.js");
    expect((await browser.ask("/theme.js"))?.body).toBe("old /theme.js");
  });

  test("asks the network for pages first, so that nobody gets an old app", async () => {
    browser.network = online("new");

    expect((await browser.ask("/designs", "navigate"))?.body).toBe("new /designs");
    expect((await browser.ask("/theme.js"))?.body).toBe("new /theme.js");
    expect((await browser.ask("/assets/other.js"))?.body).toBe("new /assets/other.js");
  });

  test("a server in trouble is no page", async () => {
    browser.network = () => Promise.resolve({ body: "", status: 502 });

    expect((await browser.ask("/designs", "navigate"))?.body).toBe("old /index.html");
  });

  test("leaves the API, other origins and whatever writes alone", async () => {
    expect(await browser.ask("/api/v1/designs")).toBeUndefined();
    expect(await browser.ask("/api/v1/openapi.yaml", "navigate")).toBeUndefined();
    expect(await browser.ask("https://elsewhere.example/assets/a.js")).toBeUndefined();
    expect(await browser.ask("/assets/a.js", "no-cors", "POST")).toBeUndefined();
  });

  test("a newer one takes over at once; pages of the one before still find their parts, older ones are forgotten", async () => {
    await browser.take(build("2"));
    await browser.take(build("3"));

    const kept = [...browser.caches.keys()];
    expect(kept).toEqual([`meshplay-app-${version(build("2"))}`, `meshplay-app-${version(build("3"))}`]);
    expect(browser.skipped).toBe(3);
  });

  test("an installation that fails leaves the one before in its place", async () => {
    browser.network = away;

    await expect(browser.take(build("2"))).rejects.toThrow("no network");

    expect(browser.skipped).toBe(1);
  });
});
