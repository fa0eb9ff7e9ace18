import { describe, expect, test } from "vitest";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { Presence, readPeer } from "./presence";

const SENT_MS = 60;

function client(name: string): { awareness: Awareness; presence: Presence } {
  const awareness = new Awareness(new Y.Doc());
  return { awareness, presence: new Presence(awareness, { id: name, name, color: "#6d4aff" }) };
}

async function told(...all: readonly { awareness: Awareness }[]): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, SENT_MS);
  });
  for (const from of all) {
    for (const to of all) {
      if (from === to) continue;
      applyAwarenessUpdate(to.awareness, encodeAwarenessUpdate(from.awareness, [from.awareness.clientID]), "remote");
    }
  }
}

const view = { x: 1, y: 2, width: 300, height: 200 };

describe("following a person", () => {
  test("shows what they see, and tells them who follows", async () => {
    const [ada, bob] = [client("Ada"), client("Bob")];
    await told(ada, bob);
    bob.presence.follow(ada.awareness.clientID);
    ada.presence.setView({ ...view, x: 1.4 });
    await told(ada, bob);

    expect(bob.presence.following().followed).toMatchObject({ person: { name: "Ada" }, view });
    expect(ada.presence.following().followers.map(({ person }) => person.name)).toEqual(["Bob"]);
  });

  test("a view that did not move keeps its identity, whatever else changes", async () => {
    const [ada, bob] = [client("Ada"), client("Bob")];
    ada.presence.setView(view);
    await told(ada, bob);
    bob.presence.follow(ada.awareness.clientID);
    const before = bob.presence.following().followed?.view;
    ada.presence.setPointer({ x: 5, y: 5 });
    ada.presence.setPerson({ id: "Ada", name: "Ada L.", color: "#6d4aff" });
    await told(ada, bob);

    expect(bob.presence.following().followed?.person.name).toBe("Ada L.");
    expect(bob.presence.following().followed?.view).toBe(before);
  });

  test("ends when they leave, and when they do not want it", async () => {
    const [ada, bob] = [client("Ada"), client("Bob")];
    await told(ada, bob);
    bob.presence.follow(ada.awareness.clientID);
    expect(bob.presence.following().followed).toBeDefined();
    ada.presence.setFollowable(false);
    await told(ada, bob);
    expect(bob.presence.following().followed).toBeUndefined();
    bob.presence.follow(ada.awareness.clientID);
    expect(bob.presence.following().followed).toBeUndefined();

    ada.presence.setFollowable(true);
    await told(ada, bob);
    bob.presence.follow(ada.awareness.clientID);
    ada.awareness.setLocalState(null);
    await told(ada, bob);
    expect(bob.presence.following().followed).toBeUndefined();
    await told(ada, bob);
    expect(ada.presence.following().followers).toEqual([]);
  });

  test("a stranger's view is read with care", () => {
    const user = { name: "x" };
    for (const odd of [null, 7, {}, { x: 1, y: 2, width: -3, height: 4 }, { ...view, x: Number.NaN }])
      expect(readPeer(1, { user, view: odd })?.view).toBeUndefined();
    expect(readPeer(1, { user, view, following: "x", followable: 0 })).toMatchObject({
      view,
      following: undefined,
      followable: true,
    });
  });
});
