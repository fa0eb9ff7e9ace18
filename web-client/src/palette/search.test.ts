import { describe, expect, test } from "vitest";
import { KINDS } from "../doc/kinds";
import { distance, search } from "./search";

const first = (query: string) => search(KINDS, query)[0]?.kind;

describe("palette search", () => {
  test.each([
    ["deploy", "Deployment"],
    ["deplyoment", "Deployment"],
    ["servce", "Service"],
    ["hpa", "HorizontalPodAutoscaler"],
    ["pvc", "PersistentVolumeClaim"],
    ["pod", "Pod"],
    ["ns", "Namespace"],
    ["http route", "HTTPRoute"],
    ["load balancer", "Service"],
    ["config map", "ConfigMap"],
    ["cron", "CronJob"],
    ["tls", "Certificate"],
  ])("%s finds %s first", (query, kind) => {
    expect(first(query)).toBe(kind);
  });

  test("finds every kind by its own name, typed to the end or short of one letter", () => {
    for (const { kind } of KINDS) {
      expect(first(kind)).toBe(kind);
      expect(
        search(KINDS, kind.slice(0, -1))
          .slice(0, 3)
          .map((hit) => hit.kind),
      ).toContain(kind);
    }
  });

  test("shows all for nothing and nothing for nonsense", () => {
    expect(search(KINDS, " ")).toBe(KINDS);
    expect(search(KINDS, "qqqq")).toEqual([]);
  });

  test("counts a swap of neighbours as one edit", () => {
    expect(distance("deplyoment", "deployment", 2)).toBe(1);
    expect(distance("a", "abcdef", 2)).toBe(3);
  });
});
