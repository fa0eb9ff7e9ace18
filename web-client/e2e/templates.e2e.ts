import { afterAll, beforeAll, expect, test } from "vitest";
import { diffOf } from "../src/doc/diff";
import { contentOf, fileOf } from "../src/templates/template";
import { TEMPLATES } from "../src/templates/templates";
import { Server } from "./server";

let server: Server;

beforeAll(async () => {
  server = await Server.start();
});
afterAll(async () => {
  await server?.stop();
});

type Imported = { design: { id: string }; report: { warnings: { message: string }[] } };
type Content = { components: { name: string; config: Record<string, unknown> }[]; relationships: unknown[] };

test.each(TEMPLATES.map((template) => [template.title, template] as const))(
  "the server reads %s whole, and finds nothing to remark",
  async (title, template) => {
    const headers = { "content-type": "application/json" };
    const url = `${server.url}/api/v1/designs`;
    const answer = await fetch(`${url}/import?name=${encodeURIComponent(title)}`, {
      method: "POST",
      headers,
      body: fileOf(template),
    });
    expect(answer.status).toBe(201);
    const { design, report } = (await answer.json()) as Imported;
    const content = (await (await fetch(`${url}/${design.id}/content`)).json()) as Content;

    expect(report.warnings).toEqual([]);
    expect(content.components).toHaveLength(Object.keys(template.parts).length);
    expect(content.relationships).toHaveLength(template.lines.length);
    const member = content.components.find(({ config }) => "/metadata/namespace" in config);
    expect(member?.config["/metadata/namespace"]).toBe(template.parts["space"]?.name);

    // What is committed differs from the present state in nothing, whatever form each is served in.
    await fetch(`${url}/${design.id}/versions`, { method: "POST", headers, body: '{"message":"As it is"}' });
    const version = (await (await fetch(`${url}/${design.id}/versions/1`)).json()) as { content: unknown };
    expect(diffOf(version.content, content)).toEqual([]);
    expect(diffOf(contentOf(template), content).length).toBeGreaterThan(0);
  },
);
