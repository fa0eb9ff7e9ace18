import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

/** Somebody else at a line of the text. */
export type Marked = { readonly at: number; readonly name: string; readonly color: string };

class NameTag extends WidgetType {
  private readonly name: string;
  private readonly color: string;

  constructor({ name, color }: Marked) {
    super();
    this.name = name;
    this.color = color;
  }

  override eq(other: NameTag): boolean {
    return other.name === this.name && other.color === this.color;
  }

  override toDOM(): HTMLElement {
    const tag = document.createElement("span");
    tag.className = "cm-person";
    tag.style.setProperty("--person", this.color);
    tag.textContent = this.name;
    return tag;
  }
}

export const markPeople = StateEffect.define<readonly Marked[]>();
export const markWrong = StateEffect.define<number | undefined>();

/** The names of others at the ends of their lines. */
export const peopleField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) => {
    let tags = before.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(markPeople)) continue;
      const { doc } = transaction.state;
      const ranges = effect.value.map((one) =>
        Decoration.widget({ widget: new NameTag(one), side: 1 }).range(doc.lineAt(Math.min(one.at, doc.length)).to),
      );
      tags = Decoration.set(ranges, true);
    }
    return tags;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The line that cannot be read. */
export const wrongField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) => {
    let line = before.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(markWrong)) continue;
      const { doc } = transaction.state;
      line =
        effect.value === undefined
          ? Decoration.none
          : Decoration.set([
              Decoration.line({ class: "cm-wrong" }).range(doc.lineAt(Math.min(effect.value, doc.length)).from),
            ]);
    }
    return line;
  },
  provide: (field) => EditorView.decorations.from(field),
});
