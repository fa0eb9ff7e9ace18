import type { Json } from "../../doc/kinds";
import { type ReadText, readYaml, type YamlProblem } from "./read";
import { type Change, changes, type Layout, type Tree } from "./tree";
import { rewritten, writeYaml } from "./write";

/** What a text stands for: a component's configuration with its head, and how that is written. */
export type Source = {
  /** The entries as they are, with the fixed ones. */
  tree(): Tree;
  layout(): Layout;
  /** Why a field that the text shows cannot be changed in it; empty when it can be changed but not taken away. */
  fixed(pointer: string): string | undefined;
  /** Takes what somebody changed in the text, in one transaction. */
  write(values: readonly Change[], looks: readonly Change[]): void;
};

const NOTHING: Layout = new Map();

/** What is kept of a text that could not be read when its editor closed. */
export type Draft = { readonly text: string; readonly valid: string; readonly seen: Layout };

/**
 * One person's text of a configuration, both ways. What they change in the text goes into the document as the entries that
 * differ; what changes there goes into the text, which else stays as they wrote it. A text that cannot be read is kept, and
 * nothing goes either way until it can.
 */
export class YamlSync {
  text: string;
  problem: YamlProblem | undefined;
  /** The document has changed while the text could not be read. */
  behind = false;
  private valid: string;
  private read: ReadText;
  private seen: Layout;
  private readonly source: Source;

  constructor(source: Source, draft?: Draft) {
    this.source = source;
    this.seen = draft?.seen ?? source.layout();
    this.valid = draft?.valid ?? writeYaml(source.tree(), this.seen);
    this.read = must(this.valid);
    this.text = this.valid;
    if (draft !== undefined) this.typed(draft.text);
  }

  get spots(): ReadText["spots"] {
    return this.read.spots;
  }

  get draft(): Draft | undefined {
    return this.problem === undefined ? undefined : { text: this.text, valid: this.valid, seen: this.seen };
  }

  /** Takes the text as somebody left it. */
  typed(text: string): void {
    this.text = text;
    const read = readYaml(text);
    if ("problem" in read) {
      this.problem = read.problem;
      return;
    }
    const values = changes(this.read.tree, read.tree);
    for (const [pointer, value] of values) {
      const why = value === undefined ? undefined : this.source.fixed(pointer);
      if (why === undefined || why === "") continue;
      const spot = read.spots.find((one) => one.pointer === pointer);
      const [from, to] = [spot?.from ?? 0, spot?.to ?? 0];
      this.problem = { line: text.slice(0, from).split("\n").length, from, to, words: why };
      return;
    }
    const looks = changes(this.read.layout, read.layout);
    this.problem = undefined;
    this.behind = false;
    this.read = read;
    this.valid = text;
    if (values.length > 0 || looks.length > 0) this.source.write(values, looks);
    this.seen = this.source.layout();
  }

  /** The text after a change of the document; undefined when it stays as it is. */
  refreshed(): string | undefined {
    const wanted = this.wanted();
    const layout = this.source.layout();
    const looks = new Map<string, Json>(changes(this.seen, layout).map(([pointer, value]) => [pointer, value ?? {}]));
    if (changes(this.read.tree, wanted).length === 0 && looks.size === 0) return undefined;
    if (this.problem !== undefined) {
      this.behind = true;
      return undefined;
    }
    const next = rewritten(this.valid, this.read, wanted, looks, layout);
    this.seen = layout;
    this.read = must(next);
    this.valid = next;
    if (next === this.text) return undefined;
    this.text = next;
    return next;
  }

  /** Gives a text that could not be read up for what the document says. */
  discard(): string {
    this.problem = undefined;
    this.behind = false;
    this.text = this.valid;
    return this.refreshed() ?? this.text;
  }

  /** What somebody took out of their text although it cannot change is not put back under their hands. */
  private wanted(): Tree {
    const wanted = new Map(this.source.tree());
    for (const pointer of wanted.keys())
      if (!this.read.tree.has(pointer) && this.source.fixed(pointer) !== undefined) wanted.delete(pointer);
    return wanted;
  }
}

function must(text: string): ReadText {
  const read = readYaml(text);
  if (!("problem" in read)) return read;
  // A value that cannot be written down, which only a broken document holds; an empty text changes nothing.
  const empty = readYaml("");
  if ("problem" in empty) throw new Error(`an empty text cannot be read: ${empty.problem.words}`);
  return { ...empty, layout: NOTHING };
}
