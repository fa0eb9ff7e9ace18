import { describe, expect, test } from "vitest";
import { NODE_SIZE, type Pair } from "../doc/model";
import { previewOf } from "../doc/preview";
import { contentOf, fileOf } from "./template";
import { TEMPLATES } from "./templates";

type File = {
  components: {
    id: string;
    displayName: string;
    component: { kind: string };
    configuration: object;
    metadata: { parent?: string };
  }[];
  relationships: { from: string; to: string }[];
};

describe.each(TEMPLATES.map((template) => [template.title, template] as const))("%s", (_title, template) => {
  const parts = Object.entries(template.parts);

  test("every line and container is a part, and nothing lies over another or outside its container", () => {
    for (const [from, to] of template.lines) {
      expect(template.parts[from], from).toBeDefined();
      expect(template.parts[to], to).toBeDefined();
    }
    const nodes = parts.filter(([, { kind }]) => kind !== "Namespace");
    const apart = (a: Pair, b: Pair) => Math.abs(a[0] - b[0]) >= NODE_SIZE[0] || Math.abs(a[1] - b[1]) >= NODE_SIZE[1];
    for (const [key, part] of nodes) {
      for (const [other, one] of nodes) if (key !== other) expect(apart(part.at, one.at), `${key} ${other}`).toBe(true);
      const container = part.in === undefined ? undefined : template.parts[part.in];
      if (container === undefined) continue;
      const [width, height] = container.size ?? [0, 0];
      expect(part.at[0]).toBeGreaterThanOrEqual(container.at[0]);
      expect(part.at[1]).toBeGreaterThanOrEqual(container.at[1] + 40);
      expect(part.at[0] + NODE_SIZE[0]).toBeLessThanOrEqual(container.at[0] + width);
      expect(part.at[1] + NODE_SIZE[1]).toBeLessThanOrEqual(container.at[1] + height);
    }
  });

  test("its file has ids of its own each time, and ends that exist", () => {
    const [file, again] = [fileOf(template), fileOf(template)].map((text) => JSON.parse(text) as File);
    const ids = file?.components.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(parts.length);
    for (const { from, to } of file?.relationships ?? []) expect(ids).toEqual(expect.arrayContaining([from, to]));
    expect(again?.components.some(({ id }) => ids.includes(id))).toBe(false);
    const member = file?.components.find(({ metadata }) => metadata.parent !== undefined);
    expect(member?.configuration).toMatchObject({ metadata: { namespace: expect.any(String) as string } });
  });

  test("it has a preview with all its parts and lines", () => {
    const preview = previewOf(contentOf(template));
    expect(preview?.boxes).toHaveLength(parts.length);
    expect(preview?.lines).toHaveLength(template.lines.length);
  });
});
