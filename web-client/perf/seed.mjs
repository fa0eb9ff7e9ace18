// Fills a design over the live socket, as a person's client would, with components in namespaces and relationships.
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebSocket } from "ws";
import * as Y from "yjs";

const KINDS = [
  ["Deployment", "apps/v1"],
  ["Service", "v1"],
  ["ConfigMap", "v1"],
  ["Secret", "v1"],
  ["PersistentVolumeClaim", "v1"],
  ["Ingress", "networking.k8s.io/v1"],
  ["CronJob", "batch/v1"],
  ["NetworkPolicy", "networking.k8s.io/v1"],
];
const PER_BOX = 40;
const COLUMNS = 8;
const [STEP_X, STEP_Y] = [260, 160];
const [BOX_X, BOX_Y] = [COLUMNS * STEP_X + 160, (PER_BOX / COLUMNS) * STEP_Y + 200];

/** A small generator with a seed, so that each run draws the same design. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function put(map, id, fields) {
  const component = new Y.Map(Object.entries(fields));
  component.set("config", new Y.Map(Object.entries(fields.config ?? {})));
  component.set("notes", new Y.Text());
  component.set("style", new Y.Map());
  map.set(id, component);
}

/** Draws the design into a document: `components` in all, and relationships mostly between neighbours. */
export function draw(doc, components, relationships, seed = 7) {
  const next = random(seed);
  const all = doc.getMap("components");
  const boxes = Math.ceil(components / PER_BOX);
  const across = Math.ceil(Math.sqrt(boxes * 0.9));
  doc.transact(() => {
    for (let box = 0; box < boxes; box += 1) {
      const [left, top] = [(box % across) * BOX_X, Math.floor(box / across) * BOX_Y];
      put(all, `box-${box}`, {
        model: "kubernetes",
        kind: "Namespace",
        version: "v1",
        name: `team-${box + 1}`,
        z: "a0",
        pos: [left, top],
        size: [BOX_X - 100, BOX_Y - 80],
      });
      for (let at = 0; at < PER_BOX - 1 && box * PER_BOX + at + 1 < components; at += 1) {
        const [kind, version] = KINDS[Math.floor(next() * KINDS.length)];
        put(all, `part-${box}-${at}`, {
          model: "kubernetes",
          kind,
          version,
          name: `${["shop", "cart", "pay", "mail", "auth", "feed"][Math.floor(next() * 6)]}-${kind.toLowerCase()}-${at}`,
          z: `a${at % 10}`,
          parent: `box-${box}`,
          pos: [left + 40 + (at % COLUMNS) * STEP_X, top + 70 + Math.floor(at / COLUMNS) * STEP_Y],
          size: [180, 86],
          config: { "/metadata/namespace": `team-${box + 1}`, "/spec/replicas": 1 + Math.floor(next() * 5) },
        });
      }
    }
    const ids = [...all.keys()].filter((id) => id.startsWith("part-"));
    const lines = doc.getMap("relationships");
    for (let n = 0; n < relationships; n += 1) {
      const from = Math.floor(next() * ids.length);
      const far = next() < 0.05 ? Math.floor(next() * ids.length) : from + 1 + Math.floor(next() * 9);
      const to = far % ids.length;
      if (from === to) continue;
      lines.set(`line-${n}`, new Y.Map(Object.entries({ from: ids[from], to: ids[to], kind: "edge" })));
    }
  });
}

/** Makes a design on a server and fills it; answers its id once the server has it all. */
export async function seed(server, name, components, relationships) {
  const answer = await fetch(`${server}/api/v1/designs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  if (!answer.ok) throw new Error(`no design: ${answer.status} ${await answer.text()}`);
  const { id } = await answer.json();
  const socket = new HocuspocusProviderWebsocket({
    url: `${server.replace("http", "ws")}/collab`,
    WebSocketPolyfill: WebSocket,
  });
  const document = new Y.Doc();
  const provider = new HocuspocusProvider({ name: id, document, token: "", websocketProvider: socket });
  provider.attach();
  const settled = (ready) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("the server did not take the design in 60 s")), 60_000);
      const poll = setInterval(() => {
        if (!ready()) return;
        clearInterval(poll);
        clearTimeout(late);
        resolve();
      }, 50);
    });
  await settled(() => provider.isSynced);
  draw(document, components, relationships);
  await settled(() => provider.unsyncedChanges === 0);
  provider.destroy();
  socket.destroy();
  return id;
}
