// A kind whose schema has as many properties as a Deployment's, a part of them open from the start and the rest in sections.
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REGISTRY = fileURLToPath(new URL("../e2e/registry", import.meta.url));
const LIKE = "kubernetes/1.0.0/v1.0.0/components/HorizontalPodAutoscaler.json";
const SECTIONS = 32;
const IN_SECTION = 30;

export const PROPERTIES = 1_015;
export const LARGE_THING = "apiVersion: apps/v1\nkind: LargeThing\nmetadata: {name: large}\nspec: {field1: a}";

const leaf = (n) => ({
  type: n % 3 === 0 ? "integer" : "string",
  description: `What the field number ${n} is for. `.repeat(6),
});

const leaves = (count, from) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`field${from + n}`, leaf(from + n)]));

function schema() {
  const sections = Array.from({ length: SECTIONS }, (_, n) => [
    `section${n}`,
    { type: "object", properties: leaves(IN_SECTION, 100 + n * IN_SECTION) },
  ]);
  const own = leaves(PROPERTIES - SECTIONS * (IN_SECTION + 1) - 1, 0);
  const spec = { type: "object", properties: { ...own, ...Object.fromEntries(sections) } };
  return { type: "object", properties: { spec } };
}

export async function withLargeKind() {
  const place = await mkdtemp(join(tmpdir(), "meshplay-registry-"));
  await cp(REGISTRY, place, { recursive: true });
  const definition = JSON.parse(await readFile(join(place, LIKE), "utf8"));
  definition.displayName = "LargeThing";
  Object.assign(definition.component, { kind: "LargeThing", version: "apps/v1", schema: JSON.stringify(schema()) });
  await writeFile(join(place, LIKE.replace("HorizontalPodAutoscaler", "LargeThing")), JSON.stringify(definition));
  return place;
}
