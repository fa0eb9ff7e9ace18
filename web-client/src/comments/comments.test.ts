import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { Component, Snapshot } from "../doc/model";
import { matching, mentioned, peopleOf, pieces, typedName } from "./mentions";
import { ReadMarks } from "./read-marks";
import { Comments, placeOf, readThread, TEXT_MAX } from "./threads";

const ADA = { id: "ada", name: "Ada" };
const BOB = { id: "bob", name: "Bob Ross" };

let minute = 0;
const clock = () => new Date(Date.UTC(2026, 0, 1, 0, (minute += 1)));

function replica(me: { id: string; name: string }): { doc: Y.Doc; comments: Comments } {
  const doc = new Y.Doc();
  return { doc, comments: new Comments(doc, () => me, clock) };
}

function exchange(...docs: readonly Y.Doc[]): void {
  for (const from of docs)
    for (const to of docs)
      if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), "remote");
}

const only = (comments: Comments) => [...comments.current().values()][0];
const texts = (comments: Comments) => only(comments)?.messages.map(({ text }) => text);

describe("comments in the document", () => {
  test("a thread begins in one transaction, and answers written at the same time both stay", () => {
    const [ada, bob] = [replica(ADA), replica(BOB)];
    let updates = 0;
    ada.doc.on("update", () => {
      updates += 1;
    });
    const id = ada.comments.start({ kind: "component", component: "c", at: [3, 4] }, "  Why two?  ", ["bob"]) ?? "";
    expect(updates).toBe(1);
    exchange(ada.doc, bob.doc);

    ada.comments.reply(id, "one", []);
    bob.comments.reply(id, "two", []);
    exchange(ada.doc, bob.doc);

    expect(texts(ada.comments)).toEqual(["Why two?", "one", "two"]);
    expect(texts(bob.comments)).toEqual(texts(ada.comments));
    expect(only(bob.comments)).toMatchObject({
      anchor: { kind: "component", component: "c", at: [3, 4] },
      messages: [{ author: ADA, mentions: ["bob"], edited: false }, {}, { author: BOB }],
    });
  });

  test("nothing to say writes nothing, and what is too long is cut", () => {
    const { doc, comments } = replica(ADA);
    expect(comments.start({ kind: "place", at: [0, 0] }, " \n ", [])).toBeUndefined();
    expect(doc.getMap("comments").size).toBe(0);
    comments.start({ kind: "place", at: [0, 0] }, "x".repeat(TEXT_MAX + 5), []);
    expect(texts(comments)?.[0]).toHaveLength(TEXT_MAX);
  });

  test("one's own messages can be changed and taken back, another's cannot", () => {
    const [ada, bob] = [replica(ADA), replica(BOB)];
    const id = ada.comments.start({ kind: "place", at: [0, 0] }, "first", []) ?? "";
    exchange(ada.doc, bob.doc);
    const message = only(ada.comments)?.messages[0]?.id ?? "";

    bob.comments.edit(id, message, "changed", []);
    bob.comments.remove(id, message);
    expect(texts(bob.comments)).toEqual(["first"]);
    ada.comments.edit(id, message, "better", []);
    expect(only(ada.comments)?.messages[0]).toMatchObject({ text: "better", edited: true });
    ada.comments.remove(id, message);
    exchange(ada.doc, bob.doc);

    expect(bob.comments.current().size).toBe(0);
    expect(JSON.stringify(bob.doc.getMap("comments").toJSON())).not.toContain("better");
  });

  test("an answer opens again what was resolved", () => {
    const [ada, bob] = [replica(ADA), replica(BOB)];
    const id = ada.comments.start({ kind: "place", at: [0, 0] }, "first", []) ?? "";
    ada.comments.resolve(id, true);
    exchange(ada.doc, bob.doc);
    expect(only(bob.comments)?.resolved?.by).toEqual(ADA);

    bob.comments.reply(id, "but", []);
    exchange(ada.doc, bob.doc);

    expect(only(ada.comments)?.resolved).toBeUndefined();
  });

  test("what strangers wrote is read with care", () => {
    const doc = new Y.Doc();
    const root = doc.getMap<unknown>("comments");
    root.set("text", "no thread");
    root.set("empty", new Y.Map());
    const items = new Y.Map<unknown>(
      Object.entries({ a: 7, b: { text: "<img src=x>", author: { name: 3 } }, c: { text: "" } }),
    );
    root.set("odd", new Y.Map<unknown>(Object.entries({ items, anchor: { at: ["x"] }, resolved: true })));

    const comments = new Comments(doc, () => ADA, clock);

    expect([...comments.current().keys()]).toEqual(["odd"]);
    expect(only(comments)).toMatchObject({
      anchor: { kind: "place", at: [0, 0] },
      resolved: undefined,
      messages: [{ text: "<img src=x>", author: { id: "", name: "Someone" }, at: "" }],
    });
    expect(readThread("x", undefined)).toBeUndefined();
  });

  test("a pin goes with its component and is hidden while that is gone", () => {
    const component = { id: "c", pos: [100, 50], size: [180, 86] } as unknown as Component;
    const snapshot: Snapshot = { name: "", components: new Map([["c", component]]), relationships: new Map() };

    expect(placeOf({ kind: "component", component: "c", at: [5, 6] }, snapshot)).toEqual([105, 56]);
    expect(placeOf({ kind: "field", component: "c", field: "name" }, snapshot)).toEqual([280, 50]);
    expect(placeOf({ kind: "place", at: [1, 2] }, snapshot)).toEqual([1, 2]);
    expect(placeOf({ kind: "component", component: "gone", at: [0, 0] }, snapshot)).toBeUndefined();
  });
});

describe("mentions", () => {
  const mona = { id: "m", name: "Mona" };
  const lisa = { id: "l", name: "Mona Lisa" };

  test("the longest name counts, whole words only, and the pieces are the message", () => {
    const text = "@Mona Lisa and @mona, not a@Mona or @Monaco @Mona";
    const found = pieces(text, [mona, lisa]);

    expect(found.map(({ text: piece }) => piece).join("")).toBe(text);
    expect(found.flatMap(({ person }) => person?.id ?? [])).toEqual(["l", "m", "m"]);
    expect(mentioned(text, [mona, lisa])).toEqual(["l", "m"]);
    expect(pieces("", [mona])).toEqual([]);
  });

  test("what is typed behind an @ finds people", () => {
    expect(typedName("hi @mo", 6)).toEqual({ at: 3, typed: "mo" });
    expect(typedName("@Mona Li", 8)).toEqual({ at: 0, typed: "Mona Li" });
    expect(typedName("mail a@b", 8)).toBeUndefined();
    expect(typedName("@a b c", 6)).toBeUndefined();
    expect(matching("li", [mona, lisa])).toEqual([lisa]);
  });

  test("people are those who are here and those who wrote, under their newest name", () => {
    const { comments } = replica(ADA);
    comments.start({ kind: "place", at: [0, 0] }, "x", []);
    expect(peopleOf([{ id: "ada", name: "Ada L." }, BOB], comments.current().values())).toEqual([
      { id: "ada", name: "Ada L." },
      BOB,
    ]);
  });
});

describe("what was read", () => {
  test("is kept per person; own messages are never news; what is gone is forgotten", () => {
    const kept = new Map<string, string>();
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const ada = replica(ADA);
    const id = ada.comments.start({ kind: "place", at: [0, 0] }, "x", []) ?? "";
    const thread = () => ada.comments.current().get(id) as NonNullable<ReturnType<typeof only>>;
    const bob = new ReadMarks("d", "bob", store);
    expect([new ReadMarks("d", "ada", store).unread(thread()), bob.unread(thread())]).toEqual([0, 1]);

    bob.see(thread(), [thread()]);
    ada.comments.reply(id, "y", []);

    expect(bob.unread(thread())).toBe(1);
    expect(new ReadMarks("d", "bob", store).unread(thread())).toBe(1);
    expect(new ReadMarks("d", "cem", store).unread(thread())).toBe(2);
    const first = thread().messages[0]?.id ?? "";
    ada.comments.remove(id, first);
    bob.see(thread(), [thread()]);
    expect([...kept.values()].join()).not.toContain(first);
  });

  test("broken or forbidden storage reads as nothing", () => {
    const broken = {
      getItem: () => "{",
      setItem: () => {
        throw new Error("full");
      },
    };
    const { comments } = replica(BOB);
    comments.start({ kind: "place", at: [0, 0] }, "x", []);
    const thread = only(comments);
    const marks = new ReadMarks("d", "ada", broken);
    if (thread === undefined) throw new Error("no thread");
    marks.see(thread, [thread]);
    expect(marks.unread(thread)).toBe(0);
  });
});
