// A small stand-in for the server, for work on the web client alone: the REST routes and the Hocuspocus framing that the
// client uses, and the built client with the real CSP. It keeps documents in one JSON file. Not for anything else.
//   node dev/server.mjs --port 8081 --data /tmp/meshplay-dev
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { WebSocketServer } from "ws";
import * as Y from "yjs";
import { rooms } from "./rooms.mjs";

const { values: options } = parseArgs({
  strict: false,
  options: { port: { type: "string", default: "8081" }, data: { type: "string", default: "./data" } },
});
const port = Number(options.port);
mkdirSync(options.data, { recursive: true });
const file = join(options.data, "dev.json");
const dist = fileURLToPath(new URL("../dist", import.meta.url));

/** id → {design fields, state (base64), versions, links} */
const designs = new Map(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, "utf8"))) : []);
function save() {
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(designs)));
  renameSync(`${file}.new`, file);
}
const live = rooms({
  load: (id) => designs.get(id)?.state,
  store: (id, doc) => {
    const design = designs.get(id);
    design.state = Buffer.from(Y.encodeStateAsUpdate(doc)).toString("base64");
    design.name = doc.getMap("meta").get("name") ?? design.name;
    design.componentCount = [...doc.getMap("components").values()].filter((item) => !item.get("deleted")).length;
    design.updatedAt = new Date().toISOString();
    design.revision += 1;
    save();
  },
  grant: (id, token) => {
    const design = designs.get(id);
    if (design === undefined) return { denied: "unknown design" };
    if (design.deletedAt) return { denied: "design deleted" };
    if (token === "" || token === "local") return { role: "editor" };
    const link = design.links.find((known) => known.token === token);
    return link === undefined ? { denied: "unauthorised" } : { role: link.role };
  },
});

const problem = (status, code, detail) => ({
  status,
  body: { type: `urn:meshplay:problem:${code}`, title: code, status, detail },
});
const shown = ({ state: _, versions: __, links: ___, ...design }) => design;

function create(name) {
  const id = randomBytes(16).toString("base64url");
  const now = new Date().toISOString();
  designs.set(id, {
    id,
    name,
    createdAt: now,
    updatedAt: now,
    revision: 1,
    componentCount: 0,
    versions: [],
    links: [],
  });
  live.edit(id, (doc) => doc.getMap("meta").set("name", name).length);
  live.edit(id, (doc) => doc.getMap("meta").set("schemaVersion", 1));
  return designs.get(id);
}

function list(params) {
  const search = (params.get("search") ?? "").toLowerCase();
  const sort = params.get("sort") ?? "-updatedAt";
  const key = sort.replace("-", "");
  const found = [...designs.values()].filter(
    (design) => !design.deletedAt && design.name.toLowerCase().includes(search),
  );
  found.sort((a, b) => String(a[key]).localeCompare(String(b[key])) * (sort.startsWith("-") ? -1 : 1));
  const page = Number(params.get("page") ?? 1);
  const pageSize = Number(params.get("pageSize") ?? 20);
  const items = found.slice((page - 1) * pageSize, page * pageSize).map(shown);
  return { status: 200, body: { items, page, pageSize, total: found.length } };
}

function content(id) {
  const doc = live.document(id).toJSON();
  const alive = (root) =>
    Object.entries(doc[root] ?? {})
      .filter(([, item]) => !item.deleted)
      .map(([key, item]) => ({ id: key, ...item }));
  return { name: doc.meta?.name, components: alive("components"), relationships: alive("relationships") };
}

function versions(design, method, number, restore, body) {
  if (method === "POST" && restore) {
    const wanted = design.versions.find((version) => version.number === number);
    if (!wanted) return problem(404, "unknownVersion", "There is no such version.");
    const undo = commit(design, `Before restoring version ${number}`, body.author);
    live.edit(design.id, (doc) => {
      const components = doc.getMap("components");
      const kept = new Set(wanted.content.components.map((item) => item.id));
      for (const [id, item] of components) {
        if (!kept.has(id)) item.set("deleted", { by: "local", at: new Date().toISOString() });
        else item.delete("deleted");
      }
    });
    return { status: 200, body: { sequence: design.revision, undo: undo.number } };
  }
  if (method === "POST") return { status: 201, body: commit(design, body.message, body.author) };
  if (Number.isInteger(number)) {
    const wanted = design.versions.find((version) => version.number === number);
    return wanted ? { status: 200, body: wanted } : problem(404, "unknownVersion", "There is no such version.");
  }
  const items = design.versions.map(({ content: _, ...version }) => version).reverse();
  return { status: 200, body: { items, page: 1, pageSize: 100, total: items.length } };
}

function commit(design, message, author = "local") {
  const kept = content(design.id);
  const hash = `sha256:${createHash("sha256").update(JSON.stringify(kept)).digest("hex")}`;
  const version = {
    number: design.versions.length + 1,
    hash,
    form: 1,
    author,
    message,
    createdAt: new Date().toISOString(),
  };
  design.versions.push({ ...version, content: kept });
  save();
  return version;
}

function links(design, method, id, body) {
  if (method === "POST") {
    const link = { id: randomBytes(6).toString("hex"), role: body.role, token: randomBytes(18).toString("base64url") };
    design.links.push(link);
    save();
    return { status: 201, body: link };
  }
  if (method === "DELETE") {
    design.links = design.links.filter((link) => link.id !== id);
    save();
    return { status: 204 };
  }
  return { status: 200, body: { items: design.links.map(({ id: linkId, role }) => ({ id: linkId, role })) } };
}

function route(method, url, body) {
  if (url.pathname === "/api/v1/registry/index") return { status: 200, body: { models: [] } };
  if (url.pathname.startsWith("/api/v1/registry/")) return problem(404, "unknownKind", "The stand-in has no registry.");
  const [id, part, number, action] = url.pathname
    .replace("/api/v1/designs", "")
    .split("/")
    .slice(1)
    .map(decodeURIComponent);
  if (!id) {
    if (method === "GET") return list(url.searchParams);
    if (!body.name?.trim()) return { ...problem(400, "invalid", "A design needs a name."), field: "name" };
    return { status: 201, body: shown(create(body.name.trim())) };
  }
  if (id === "import") {
    const design = create(url.searchParams.get("name") ?? "Imported");
    return {
      status: 201,
      body: {
        design: shown(design),
        report: {
          format: "stand-in",
          components: 0,
          relationships: 0,
          warnings: [{ path: "/", message: "the stand-in server reads no files" }],
        },
      },
    };
  }
  const design = designs.get(id);
  if (!design || (design.deletedAt && part !== "restore"))
    return problem(404, "unknownDesign", "There is no such design.");
  switch (part) {
    case undefined:
      if (method === "PATCH") live.edit(id, (doc) => doc.getMap("meta").set("name", body.name));
      if (method === "DELETE") {
        design.deletedAt = new Date().toISOString();
        save();
        live.close(id, "design deleted");
        return { status: 204 };
      }
      return { status: 200, body: shown(design) };
    case "restore":
      delete design.deletedAt;
      save();
      return { status: 200, body: shown(design) };
    case "content":
    case "export":
      return { status: 200, body: content(id) };
    case "versions":
      return versions(design, method, Number(number), action === "restore", body);
    case "links":
      return links(design, method, number, body);
    default:
      return problem(404, "unknown", "There is no such thing.");
  }
}

const TYPES = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html" };
const csp = (nonce) =>
  `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self' ws:; img-src 'self' data: blob:; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`;

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname.startsWith("/api/")) {
    let text = "";
    for await (const chunk of request) text += chunk;
    let body = {};
    if (request.headers["content-type"] === "application/json" && text !== "") body = JSON.parse(text);
    const { status, body: answer } = route(request.method, url, body);
    response.writeHead(status, { "content-type": status < 400 ? "application/json" : "application/problem+json" });
    response.end(answer === undefined ? undefined : JSON.stringify(answer));
    return;
  }
  const wanted = join(dist, normalize(url.pathname));
  const path = extname(wanted) !== "" && existsSync(wanted) ? wanted : join(dist, "index.html");
  const nonce = randomBytes(16).toString("base64");
  response.writeHead(200, {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "content-security-policy": csp(nonce),
  });
  const content = readFileSync(path);
  response.end(path.endsWith(".html") ? content.toString().replace("__CSP_NONCE__", nonce) : content);
});
const sockets = new WebSocketServer({ noServer: true });
server.on("upgrade", (request, socket, head) => {
  if (!request.url.startsWith("/collab")) return socket.destroy();
  return sockets.handleUpgrade(request, socket, head, (webSocket) => live.join(webSocket));
});
server.listen(port, "127.0.0.1", () => console.log(`Meshplay is ready: http://127.0.0.1:${server.address().port}`));
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
