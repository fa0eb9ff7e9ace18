import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, Transaction } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import type { Session } from "../../sync/session";
import { hunks } from "./lines";
import { markPeople, markWrong, peopleField, wrongField } from "./people";
import type { YamlProblem } from "./read";
import { sourceOf } from "./source";
import { type Draft, YamlSync } from "./sync";
import { theme } from "./theme";

const PAUSE_MS = 300;
const fromDocument = Annotation.define<true>();

/** Texts that could not be read when their editor closed, by component; kept while the page is open. */
const drafts = new WeakMap<Session, Map<string, Draft>>();

/** What the editor tells around it. */
export type YamlStatus = { readonly problem: YamlProblem | undefined; readonly behind: boolean };

/** One person's editor of a component's YAML, tied to the document both ways. */
export class LiveYaml {
  private readonly session: Session;
  private readonly id: string;
  private readonly sync: YamlSync;
  private readonly view: EditorView;
  private readonly tell: (status: YamlStatus) => void;
  private readonly ends: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private frame: number | undefined;

  constructor(
    parent: HTMLElement,
    session: Session,
    id: string,
    label: string,
    readOnly: boolean,
    tell: (status: YamlStatus) => void,
  ) {
    this.session = session;
    this.id = id;
    this.tell = tell;
    this.sync = new YamlSync(sourceOf(session, id), drafts.get(session)?.get(id));
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: this.sync.text,
        extensions: [
          EditorView.cspNonce.of(document.querySelector<HTMLElement>("meta[property=csp-nonce]")?.nonce ?? ""),
          lineNumbers(),
          lintGutter(),
          history(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          indentOnInput(),
          indentUnit.of("  "),
          yaml(),
          theme,
          peopleField,
          wrongField,
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((one) => one.annotation(fromDocument) === true))
              this.later();
            if (update.selectionSet || update.focusChanged || update.docChanged) this.here();
          }),
        ],
      }),
    });
    this.ends.push(session.design.store.subscribe(() => this.soon()));
    this.ends.push(session.presence.subscribe("selections", () => this.showPeople()));
    this.show();
    this.showPeople();
  }

  destroy(): void {
    this.flush();
    for (const end of this.ends) end();
    cancelAnimationFrame(this.frame ?? 0);
    const kept = drafts.get(this.session) ?? new Map<string, Draft>();
    const { draft } = this.sync;
    if (draft === undefined) kept.delete(this.id);
    else kept.set(this.id, draft);
    drafts.set(this.session, kept);
    this.session.presence.setField(undefined);
    this.view.destroy();
  }

  /** Gives a text that cannot be read up. */
  discard(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.replace(this.sync.discard());
    this.show();
    this.view.focus();
  }

  /** Puts the caret where the problem is. */
  goToProblem(): void {
    const { problem } = this.sync;
    if (problem === undefined) return;
    this.view.dispatch({
      selection: { anchor: Math.min(problem.from, this.view.state.doc.length) },
      scrollIntoView: true,
    });
    this.view.focus();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** Takes what was typed so far, if anything was. */
  private flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sync.typed(this.view.state.doc.toString());
    this.refresh();
    this.show();
    this.here();
  }

  /** Once per frame, however many changes come. */
  private soon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.flush();
      const before = this.sync.behind;
      this.refresh();
      if (before !== this.sync.behind) this.show();
    });
  }

  private refresh(): void {
    const next = this.sync.refreshed();
    if (next === undefined) return;
    this.replace(next);
    this.showPeople();
  }

  private replace(next: string): void {
    const before = this.view.state.doc.toString();
    this.view.dispatch({
      changes: hunks(before, next).map(({ from, to, insert }) => ({ from, to, insert })),
      annotations: [fromDocument.of(true), Transaction.addToHistory.of(false)],
    });
  }

  private show(): void {
    const { problem, behind } = this.sync;
    const { state } = this.view;
    const clamp = (at: number) => Math.min(at, state.doc.length);
    const diagnostics =
      problem === undefined
        ? []
        : [
            {
              from: clamp(problem.from),
              to: clamp(Math.max(problem.to, problem.from)),
              severity: "error" as const,
              message: problem.words,
            },
          ];
    this.view.dispatch(setDiagnostics(state, diagnostics));
    this.view.dispatch({ effects: markWrong.of(problem?.from) });
    this.tell({ problem, behind });
  }

  /** Says which field the caret is in. */
  private here(): void {
    const { presence } = this.session;
    if (!this.view.hasFocus) return presence.setField(undefined);
    // Where fields stand is known of the text as it was read last; it is asked again once this one is.
    if (this.timer !== undefined) return undefined;
    const { doc, selection } = this.view.state;
    const caret = selection.main.head;
    let pointer = "";
    // A field goes to the end of its line: its comment is part of it.
    for (const { pointer: one, from, to } of this.sync.spots)
      if (from <= caret && one.length > pointer.length && caret <= doc.lineAt(Math.min(to, doc.length)).to)
        pointer = one;
    presence.setField(`${this.id}${pointer === "/metadata/name" ? "/name" : pointer || "/yaml"}`);
  }

  private showPeople(): void {
    const start = `${this.id}/`;
    const marks = [...this.session.presence.editorsWithin(start)].flatMap(([field, { person }]) => {
      const pointer = field === `${this.id}/name` ? "/metadata/name" : field.slice(this.id.length);
      const spot = this.sync.spots.find((one) => one.pointer === pointer);
      return spot === undefined ? [] : [{ at: spot.from, name: person.name, color: person.color }];
    });
    this.view.dispatch({ effects: markPeople.of(marks) });
  }
}
