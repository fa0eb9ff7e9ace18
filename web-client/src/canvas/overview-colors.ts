import type { Category } from "../doc/kinds";

/** The colours of the overview, as the page's style sheet has them. */
export type Colors = {
  readonly surface: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly edge: string;
  readonly container: string;
  readonly category: Readonly<Record<Category, string>>;
};

export const CATEGORIES: readonly Category[] = ["workload", "network", "config", "data", "security", "other"];

/** Reads the colours that hold at an element. */
export function colorsAt(element: Element): Colors {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    surface: of("surface"),
    line: of("line"),
    lineStrong: of("line-strong"),
    text: of("text"),
    muted: of("muted"),
    accent: of("accent"),
    edge: of("edge"),
    container: of("container"),
    category: Object.fromEntries(CATEGORIES.map((category) => [category, of(category)])) as Record<Category, string>,
  };
}

/** Calls when the theme changes, by the person or by the system; answers how to stop. */
export function onTheme(changed: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  system.addEventListener("change", changed);
  return () => {
    chosen.disconnect();
    system.removeEventListener("change", changed);
  };
}
