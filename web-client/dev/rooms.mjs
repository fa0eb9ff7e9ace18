// Rooms of the stand-in server: Hocuspocus framing over ws, one Y.Doc per design, stored before SyncStatus(1) is sent.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as awareness from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const STATELESS = 5;
const CLOSE = 7;
const SYNC_STATUS = 8;
const ROOTS = ["meta", "components", "relationships", "comments", "views"];

function frame(address, type, write) {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, address);
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export function rooms({ load, store, grant }) {
  const open = new Map();

  function room(id) {
    const known = open.get(id);
    if (known !== undefined) return known;
    const doc = new Y.Doc();
    for (const root of ROOTS) doc.getMap(root);
    const state = load(id);
    if (state) Y.applyUpdate(doc, Buffer.from(state, "base64"));
    const presence = new awareness.Awareness(doc);
    presence.setLocalState(null);
    const members = new Map();
    const fresh = { doc, presence, members };
    doc.on("update", (update, origin) => {
      store(id, doc);
      for (const [socket, member] of members) {
        if (socket !== origin) socket.send(frame(member.address, SYNC, (encoder) => sync.writeUpdate(encoder, update)));
      }
    });
    presence.on("update", ({ added, updated, removed }, origin) => {
      const clients = [...added, ...updated, ...removed];
      if (origin !== null && members.has(origin)) for (const client of clients) members.get(origin).clients.add(client);
      const bytes = awareness.encodeAwarenessUpdate(presence, clients);
      for (const [socket, member] of members) {
        socket.send(frame(member.address, AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, bytes)));
      }
    });
    open.set(id, fresh);
    return fresh;
  }

  function authenticate(socket, address, id, decoder) {
    decoding.readVarUint(decoder);
    const { role, denied } = grant(id, decoding.readVarString(decoder));
    const scope = denied ?? (role === "editor" ? "read-write" : "readonly");
    socket.send(
      frame(address, AUTH, (encoder) => {
        encoding.writeVarUint(encoder, denied ? 1 : 2);
        encoding.writeVarString(encoder, scope);
      }),
    );
    if (denied) return;
    const { presence, members } = room(id);
    members.set(socket, { address, readOnly: role !== "editor", clients: new Set() });
    const clients = [...presence.getStates().keys()];
    const bytes = awareness.encodeAwarenessUpdate(presence, clients);
    socket.send(frame(address, AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, bytes)));
  }

  function synchronise(socket, member, { doc }, decoder) {
    const type = decoding.readVarUint(decoder);
    const status = (done) =>
      socket.send(frame(member.address, SYNC_STATUS, (encoder) => encoding.writeVarUint(encoder, done)));
    if (type === sync.messageYjsSyncStep1) {
      const vector = decoding.readVarUint8Array(decoder);
      socket.send(frame(member.address, SYNC, (encoder) => sync.writeSyncStep2(encoder, doc, vector)));
      socket.send(frame(member.address, SYNC, (encoder) => sync.writeSyncStep1(encoder, doc)));
      return;
    }
    const update = decoding.readVarUint8Array(decoder);
    if (member.readOnly && update.length > 2) {
      const payload = JSON.stringify({ code: "readOnly", offset: -1, whatToDo: "You may only look at this design." });
      socket.send(frame(member.address, STATELESS, (encoder) => encoding.writeVarString(encoder, payload)));
      status(0);
      return;
    }
    Y.applyUpdate(doc, update, socket);
    status(1);
  }

  function receive(socket, bytes) {
    const decoder = decoding.createDecoder(bytes);
    const address = decoding.readVarString(decoder);
    const [id] = address.split("\0");
    const type = decoding.readVarUint(decoder);
    if (type === AUTH) return authenticate(socket, address, id, decoder);
    const joined = open.get(id);
    const member = joined?.members.get(socket);
    if (member === undefined) return undefined;
    if (type === SYNC) return synchronise(socket, member, joined, decoder);
    if (type === AWARENESS)
      return awareness.applyAwarenessUpdate(joined.presence, decoding.readVarUint8Array(decoder), socket);
    if (type === CLOSE) return leave(socket, joined);
    return undefined;
  }

  function leave(socket, joined) {
    const member = joined.members.get(socket);
    if (member === undefined) return;
    joined.members.delete(socket);
    awareness.removeAwarenessStates(joined.presence, [...member.clients], null);
  }

  return {
    document: (id) => room(id).doc,
    edit: (id, change) => room(id).doc.transact(() => change(room(id).doc)),
    close(id, reason) {
      const joined = open.get(id);
      for (const [socket, { address }] of joined?.members ?? []) {
        socket.send(frame(address, CLOSE, (encoder) => encoding.writeVarString(encoder, reason)));
        leave(socket, joined);
      }
    },
    join(socket) {
      socket.binaryType = "nodebuffer";
      socket.on("message", (data) => receive(socket, new Uint8Array(data)));
      socket.on("close", () => {
        for (const joined of open.values()) leave(socket, joined);
      });
    },
  };
}
