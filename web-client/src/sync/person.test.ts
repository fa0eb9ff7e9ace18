import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { colorOf, isFollowable, keepFollowable, loadPerson, savePerson } from "./person";
import { readPeer } from "./presence";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

test("a chosen colour and the wish not to be followed come back; a colour that is none of ours does not", () => {
  savePerson({ id: "a", name: "Ada", color: "#0b7a53" });
  expect(loadPerson()).toEqual({ id: "a", name: "Ada", color: "#0b7a53" });
  expect(isFollowable()).toBe(true);
  keepFollowable(false);
  expect(isFollowable()).toBe(false);

  kept.set("meshplay.person", JSON.stringify({ id: "a", name: " Ada  L. ", color: "red" }));
  expect(loadPerson()).toEqual({ id: "a", name: "Ada L.", color: colorOf("a") });
});

test("who comes for the first time is somebody, and stays that", () => {
  const first = loadPerson();
  expect(first.name).not.toBe("");
  expect(loadPerson()).toEqual(first);
});

test("others hear of the wish not to be followed", () => {
  expect(readPeer(1, { user: { name: "Ada" }, followable: false })?.followable).toBe(false);
  expect(readPeer(1, { user: { name: "Ada" }, followable: "no" })?.followable).toBe(true);
});
