import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.string, tags.content], color: "var(--text)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--data)" },
  { tag: [tags.labelName, tags.typeName, tags.keyword], color: "var(--config)" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--muted)" },
]);

/** The editor in the page's own colours, light and dark. */
export const theme: Extension = [
  EditorView.theme({
    "&": { height: "100%", fontSize: "12px", backgroundColor: "var(--surface)", color: "var(--text)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflow: "auto" },
    ".cm-content": { padding: "8px 0", caretColor: "var(--text)" },
    ".cm-line": { padding: "0 12px 0 6px" },
    ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", border: "none" },
    ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 10px", minWidth: "26px" },
    ".cm-gutter-lint": { width: "12px" },
    ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
    ".cm-lint-marker": { width: "8px", height: "8px", margin: "6px 2px" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
    "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": { backgroundColor: "var(--hover)" },
    ".cm-selectionBackground, &.cm-focused .cm-selectionBackground, ::selection": {
      backgroundColor: "var(--accent-tint)",
    },
    ".cm-tooltip": {
      border: "1px solid var(--line)",
      borderRadius: "7px",
      backgroundColor: "var(--raised)",
      color: "var(--text)",
      boxShadow: "var(--float)",
      fontFamily: "var(--font)",
    },
    ".cm-diagnostic": { padding: "6px 10px", borderLeft: "3px solid var(--error)" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--error)" },
    ".cm-wrong": { backgroundColor: "color-mix(in srgb, var(--error) 12%, transparent) !important" },
    ".cm-person": {
      marginLeft: "10px",
      padding: "0 6px",
      borderRadius: "5px",
      backgroundColor: "var(--person)",
      color: "#ffffff",
      fontFamily: "var(--font)",
      fontSize: "11px",
      lineHeight: "16px",
      pointerEvents: "none",
    },
  }),
  syntaxHighlighting(colors),
];
