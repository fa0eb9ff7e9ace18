import { describe, expect, test } from "vitest";
import { Ledger } from "./ledger";
import { readPeer } from "./presence";
import { cleanName, colorOf, initialsOf, PEOPLE_COLORS } from "./person";
import { readNotice } from "./session";
import { endReason, reduce, START, type SyncEvent, stateOf, wordsOf } from "./state";

const after = (...events: SyncEvent[]) => stateOf(events.reduce(reduce, START));
const open: SyncEvent[] = [
  { kind: "socket", status: "open" },
  { kind: "authenticated", readOnly: false },
  { kind: "synced" },
];
const settled: SyncEvent = { kind: "progress", settled: true };
const pending: SyncEvent = { kind: "progress", settled: false };

describe("the sync state", () => {
  test("opens before the first answer", () => {
    expect(wordsOf(after())).toBe("Opening…");
    expect(wordsOf(after({ kind: "socket", status: "open" }, settled))).toBe("Opening…");
  });

  test("is saved only with a socket, a handshake and every answer", () => {
    expect(wordsOf(after(...open))).toBe("Saving…");
    expect(wordsOf(after(...open, settled))).toBe("All changes saved");
    expect(wordsOf(after(...open, settled, { kind: "edited" }))).toBe("Saving…");
    expect(wordsOf(after(...open, settled, { kind: "edited" }, pending, settled))).toBe("All changes saved");
  });

  test("counts the edits that are kept while there is no connection", () => {
    const lost: SyncEvent[] = [...open, settled, { kind: "edited" }, { kind: "socket", status: "closed" }];
    expect(wordsOf(after(...lost))).toBe("Reconnecting, 1 edit in this tab only");
    const keeping: SyncEvent = { kind: "restored", edits: 0, empty: true };
    expect(wordsOf(after(keeping, ...lost, { kind: "edited" }, { kind: "network", online: false }))).toBe(
      "Offline, 2 edits kept here",
    );
    expect(wordsOf(after(keeping, ...lost, { kind: "unkept" }))).toBe("Reconnecting, 1 edit in this tab only");
    expect(wordsOf(after(...lost, ...open, settled))).toBe("All changes saved");
  });

  test("counts the edits of an earlier page as unsaved until the server has answered", () => {
    const restored: SyncEvent = { kind: "restored", edits: 3, empty: false };
    expect(wordsOf(after(restored))).toBe("Connecting…");
    expect(wordsOf(after(restored, { kind: "socket", status: "closed" }))).toBe("Reconnecting, 3 edits kept here");
    expect(wordsOf(after(restored, ...open))).toBe("Saving…");
    expect(wordsOf(after(restored, ...open, settled))).toBe("All changes saved");
    expect(wordsOf(after(restored, ...open, { kind: "authenticated", readOnly: true }))).toBe(
      "Read only, 3 edits not sent",
    );
    expect(after({ kind: "socket", status: "closed" }).kind).toBe("connecting");
  });

  test("an answer that comes without a handshake saves nothing", () => {
    expect(after({ kind: "socket", status: "open" }, { kind: "edited" }, settled).kind).toBe("connecting");
    expect(after(...open, settled, { kind: "socket", status: "closed" }, settled).kind).toBe("offline");
  });

  test("a server that answers needs no network: on one machine there may be none", () => {
    const none: SyncEvent = { kind: "network", online: false };
    expect(wordsOf(after(none))).toBe("Offline");
    expect(wordsOf(after(none, ...open, settled))).toBe("All changes saved");
    expect(wordsOf(after(...open, settled, none))).toBe("Offline");
    expect(wordsOf(after(...open, settled, none, { kind: "edited" }, settled))).toBe("All changes saved");
    expect(wordsOf(after(...open, settled, none, { kind: "socket", status: "closed" }))).toBe("Offline");
  });

  test("a refusal and an end stay", () => {
    expect(after(...open, { kind: "refused", whatToDo: "Reload" }, settled).kind).toBe("refused");
    expect(after(...open, { kind: "ended", reason: "deleted", detail: "" }, ...open).kind).toBe("ended");
  });

  test("a viewer reads only", () => {
    expect(wordsOf(after(...open, { kind: "authenticated", readOnly: true }))).toBe("Read only");
  });

  test.each([
    ["design deleted", "deleted"],
    ["unknown design", "unknown"],
    ["permission-denied", "forbidden"],
    ["unauthorised", "unauthorised"],
    ["epochDiffers: This copy is of another history of the design", "replaced"],
    ["out of memory", "closed"],
  ])("%s means %s", (reason, meaning) => {
    expect(endReason(reason)).toBe(meaning);
  });
});

/** Frames of a document named "d": name length 1, then type and body. */
const sync = (step: number) => new Uint8Array([1, 100, 0, step, 0]);
const status = (value: number) => new Uint8Array([1, 100, 8, value]);

describe("the ledger of answers", () => {
  test("is settled when every message has its answer", () => {
    const ledger = new Ledger();
    ledger.outgoing(sync(0));
    expect(ledger.settled).toBe(false);
    ledger.outgoing(sync(1));
    ledger.outgoing(sync(2));
    ledger.incoming(status(1));
    expect(ledger.settled).toBe(false);
    ledger.incoming(status(1));
    expect(ledger.settled).toBe(true);
  });

  test("counts refusals, ignores other frames, and starts anew with a socket", () => {
    const ledger = new Ledger();
    ledger.outgoing(sync(2));
    ledger.incoming(sync(2));
    ledger.incoming(new Uint8Array([9]));
    ledger.incoming(status(0));
    expect([ledger.settled, ledger.refused]).toEqual([true, 1]);
    ledger.reset();
    expect([ledger.settled, ledger.refused]).toEqual([false, 0]);
  });
});

describe("people", () => {
  test("a stranger's state is read with care", () => {
    expect(readPeer(1, {})).toBeUndefined();
    const peer = readPeer(1, {
      user: { name: " A \n B ", color: "url(x)" },
      pointer: { x: Number.NaN },
      sel: [1, "c"],
    });
    expect(peer).toMatchObject({ person: { name: "A B", id: "1" }, pointer: undefined, selection: ["c"] });
    expect(PEOPLE_COLORS).toContain(peer?.person.color);
  });

  test("names, initials and colours", () => {
    expect(cleanName(`  ${"x".repeat(99)}`)).toHaveLength(40);
    expect(["Mona Lisa", "akira", ""].map(initialsOf)).toEqual(["ML", "AK", ""]);
    expect(colorOf("a")).toBe(colorOf("a"));
  });

  test("only notices of the server are notices", () => {
    expect(readNotice('{"code":"tooLarge","whatToDo":"Split it"}')).toEqual({ code: "tooLarge", whatToDo: "Split it" });
    expect(readNotice("hello")).toBeUndefined();
    expect(readNotice('{"other":1}')).toBeUndefined();
  });
});
