import { afterEach, describe, expect, test } from "vitest";
import { addSource, type Command } from "../ui/commands";
import { foundHere, listed } from "./use-found";

const command = (title: string, more: Partial<Command> = {}): Command => ({
  id: title,
  title,
  group: "Test",
  run: () => undefined,
  ...more,
});
const titles = (commands: readonly Command[]) => commands.map(({ title }) => title);

describe("what the command palette lists", () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  test("is at once what the page itself has, the innermost page's findings first", () => {
    ends.push(
      addSource({
        commands: () => [command("Go to all designs"), command("Go away", { disabled: true })],
        find: () => [command("outer")],
      }),
      addSource({
        commands: () => [command("Go by key", { keyOnly: true })],
        find: (query) => [command(`in ${query}`)],
      }),
    );

    expect(titles(foundHere("go "))).toEqual(["Go to all designs", "in go", "outer"]);
  });

  test("has nothing of an earlier answer that does not fit what is typed now", () => {
    const answer = { query: "", commands: [command("Shop"), command("Bank")] };

    expect(titles(listed("shop", [], answer))).toEqual(["Shop"]);
    expect(titles(listed("add cron", [command("Add CronJob")], answer))).toEqual(["Add CronJob"]);
  });

  test("keeps what the server found for this query, whatever it is called", () => {
    const answer = { query: "shp", commands: [command("Shop")] };

    expect(titles(listed("shp", [command("here")], answer))).toEqual(["here", "Shop"]);
  });
});
