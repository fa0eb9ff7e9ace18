import { describe, expect, test } from "vitest";
import { addSource, allCommands, type Command, keysOf, matches, runCommand } from "./commands";

const press = (key: string, held: string = "", code = "") => ({
  key,
  code,
  ctrlKey: held.includes("C"),
  metaKey: held.includes("M"),
  altKey: held.includes("A"),
  shiftKey: held.includes("S"),
});

const command = (id: string, run: () => void = () => undefined, disabled = false): Command => ({
  id,
  title: id,
  group: "Test",
  disabled,
  run,
});

describe("a chord", () => {
  test("needs exactly its modifiers", () => {
    expect(matches("Mod+z", press("z", "C"))).toBe(true);
    expect(matches("Mod+z", press("z", "M"))).toBe(true);
    expect(matches("Mod+z", press("Z", "CS"))).toBe(false);
    expect(matches("Shift+Mod+z", press("Z", "CS"))).toBe(true);
    expect(matches("z", press("z", "C"))).toBe(false);
    expect(matches("Mod+k", press("k", "CA"))).toBe(false);
  });

  test("of a digit is the key itself, whatever the layout writes with it", () => {
    expect(matches("Shift+Digit1", press("!", "S", "Digit1"))).toBe(true);
    expect(matches("Shift+Digit1", press("1", "", "Digit1"))).toBe(false);
    expect(matches("Alt+KeyD", press("∂", "A", "KeyD"))).toBe(true);
  });

  test("of a sign does not care how the sign is written", () => {
    expect(matches("?", press("?", "S"))).toBe(true);
    expect(matches("/", press("/", "S"))).toBe(true);
    expect(matches("/", press("/", "C"))).toBe(false);
  });

  test("is drawn with the keys of the machine", () => {
    expect(keysOf("Shift+Mod+z", false)).toEqual(["Shift", "Ctrl", "Z"]);
    expect(keysOf("Mod+k", true)).toEqual(["⌘", "K"]);
    expect(keysOf("Shift+Digit2", false)).toEqual(["Shift", "2"]);
  });
});

describe("the list of commands", () => {
  test("is what the sources say now; the inner source's stands, and goes with it", () => {
    let ran = "";
    const outer = addSource({ commands: () => [command("help"), command("go", () => (ran = "outer"))] });
    const inner = addSource({ commands: () => [command("go", () => (ran = "inner"))] });

    expect(allCommands().map(({ id }) => id)).toEqual(["help", "go"]);
    runCommand("go");
    expect(ran).toBe("inner");
    inner();
    runCommand("go");
    expect(ran).toBe("outer");
    outer();
    expect(allCommands()).toEqual([]);
  });

  test("does not run what is disabled or unknown", () => {
    let ran = 0;
    const end = addSource({ commands: () => [command("off", () => (ran += 1), true)] });

    runCommand("off");
    runCommand("nothing");

    expect(ran).toBe(0);
    end();
  });
});
