import { describe, expect, test } from "vitest";
import { readTyped } from "./typed";

describe("what is typed", () => {
  const whole = { kind: "number", integer: true, minimum: 1, maximum: 9 } as const;
  test("is read by the field's shape", () => {
    expect(readTyped("3", whole)).toEqual({ value: 3 });
    expect(readTyped("", whole)).toEqual({ value: undefined });
    expect(readTyped("80", { kind: "scalar" })).toEqual({ value: 80 });
    expect(readTyped("http", { kind: "scalar" })).toEqual({ value: "http" });
    expect(readTyped("false", { kind: "boolean" })).toEqual({ value: false });
    expect(readTyped('{"a": [1]}', { kind: "any" })).toEqual({ value: { a: [1] } });
    expect(readTyped("2", { kind: "choice", choices: [1, 2] })).toEqual({ value: 2 });
  });

  test.each([
    ["x", "Not a whole number: use 3"],
    ["1.5", "Not a whole number: use 3"],
    ["0", "Too small: use at least 1"],
    ["10", "Too large: use at most 9"],
  ])("%s is refused in words", (typed, problem) => {
    expect(readTyped(typed, whole)).toEqual({ problem });
  });

  test("text is held against its pattern and length; a pattern that nobody can read refuses nothing", () => {
    const quantity = "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?[0-9]+))?$";
    expect(readTyped("lots", { kind: "scalar", pattern: quantity })).toEqual({
      problem: "Not a quantity: use 250m or 0.25",
    });
    expect(readTyped("250m", { kind: "scalar", pattern: quantity })).toEqual({ value: "250m" });
    expect(readTyped("A", { kind: "text", pattern: "^[a-z]+$" })).toEqual({ problem: "Does not fit ^[a-z]+$" });
    expect(readTyped("A", { kind: "text", pattern: "(" })).toEqual({ value: "A" });
    expect(readTyped("abc", { kind: "text", lengthMax: 2 })).toEqual({ problem: "Too long: use at most 2 characters" });
    expect(readTyped("{", { kind: "any" })).toHaveProperty("problem");
  });
});
