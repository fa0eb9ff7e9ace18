import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { KINDS, type Kind, kindOf, readKind } from "../doc/kinds";
import { Finder, merged } from "./finder";

const widget = kindOf("Widget", "acme", "acme.test/v1");
const names = (finder: Finder) => finder.current().hits.map(({ kind }) => kind);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("what the palette finds", () => {
  test("shows the short list at once and asks once after a pause", async () => {
    const asked: string[] = [];
    const finder = new Finder(async (typed) => {
      asked.push(typed);
      return [widget];
    });
    for (const typed of ["d", "de", "depl"]) finder.type(typed);

    expect(names(finder)[0]).toBe("Deployment");
    await vi.advanceTimersByTimeAsync(200);

    expect(asked).toEqual(["depl"]);
    expect(names(finder).slice(0, 2)).toEqual(["Widget", "Deployment"]);
  });

  test("the latest answer wins, however late an older one comes", async () => {
    const answers = new Map<string, (kinds: readonly Kind[]) => void>();
    const finder = new Finder((typed) => new Promise((resolve) => answers.set(typed, resolve)));
    finder.type("zzzz");
    await vi.advanceTimersByTimeAsync(200);
    finder.type("zzzzy");
    await vi.advanceTimersByTimeAsync(200);

    answers.get("zzzzy")?.([widget]);
    answers.get("zzzz")?.([kindOf("Old", "acme", "v1")]);
    await vi.advanceTimersByTimeAsync(0);

    expect(names(finder)).toEqual(["Widget"]);
  });

  test("Enter before the answer adds the best of it, unless somebody types on", async () => {
    const finder = new Finder(async () => [widget]);
    const added: string[] = [];
    finder.type("wdgt");
    finder.choose(0, ({ kind }) => added.push(kind));
    await vi.advanceTimersByTimeAsync(200);
    expect(added).toEqual(["Widget"]);

    finder.type("wdgtx");
    finder.choose(0, ({ kind }) => added.push(kind));
    finder.type("");
    await vi.advanceTimersByTimeAsync(200);
    expect(added).toEqual(["Widget"]);
    expect(finder.current().hits).toBe(KINDS);
  });

  test("a registry that fails leaves the short list, and typing again asks again", async () => {
    let fails = true;
    const finder = new Finder(async () => {
      if (fails) throw new Error("down");
      return [widget];
    });
    finder.type("secret");
    await vi.advanceTimersByTimeAsync(200);
    expect(finder.current().kind).toBe("failed");
    expect(names(finder)[0]).toBe("Secret");

    fails = false;
    finder.type("secret");
    await vi.advanceTimersByTimeAsync(200);
    expect(names(finder)).toContain("Widget");
  });

  test("the registry's order goes first, nothing stands there twice", () => {
    const [first, second] = KINDS;
    if (first === undefined || second === undefined) throw new Error("no kinds");
    expect(merged([second, widget], [first, second])).toEqual([second, widget, first]);
  });

  test("a drag carries a kind, or nothing", () => {
    expect(readKind('{"kind":"Widget","model":"acme","version":"v1"}')?.model).toBe("acme");
    expect(readKind('{"kind":"Deployment","model":"kubernetes","version":"apps/v1"}')?.config).not.toEqual({});
    for (const text of ["", "null", "3", "{}", '{"kind":"","model":"a","version":"b"}', '{"kind":{}}']) {
      expect(readKind(text)).toBeUndefined();
    }
  });
});
