import { useMemo } from "react";
import { type Change, componentYaml } from "../doc/diff";
import { type DiffLine, diffLines, hunks } from "../doc/line-diff";
import { Notice } from "./notice";

const AROUND = 3;
const SIGNS = { same: " ", added: "+", removed: "−" } as const;
/** More is no help to a reader, and slow to draw. */
const LINES_MAX = 5_000;

type Part = { readonly id: string; readonly title: string; readonly lines: readonly (DiffLine | undefined)[] };

function partsOf(before: unknown, after: unknown, changes: readonly Change[]): readonly Part[] {
  return changes
    .filter(({ what }) => what === "component")
    .map(({ id, kind, name }) => ({
      id,
      title: `${kind} ${name}`,
      lines: hunks(diffLines(componentYaml(before, id), componentYaml(after, id)), AROUND),
    }))
    .filter(({ lines }) => lines.length > 0);
}

/** What changed as lines of YAML, component by component; relationships and places are no YAML. */
export function YamlDiff(props: { before: unknown; after: unknown; changes: readonly Change[] }) {
  const { before, after, changes } = props;
  const parts = useMemo(() => partsOf(before, after, changes), [before, after, changes]);
  if (parts.length === 0) {
    return (
      <Notice title="The YAML is the same" words="What differs is relationships, notes or places on the canvas." />
    );
  }
  const cut: Part[] = [];
  let left = LINES_MAX;
  for (const part of parts) {
    if (left > 0) cut.push({ ...part, lines: part.lines.slice(0, left) });
    left -= part.lines.length;
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach that
    <div className="compare-scroll" tabIndex={0} role="region" aria-label="YAML">
      {cut.map(({ id, title, lines }) => (
        <section key={id} className="yaml-part" aria-label={title}>
          <h3>{title}</h3>
          <div className="yaml-lines">
            {lines.map((line, index) => (
              <Line key={`${index} ${line?.text ?? ""}`} line={line} />
            ))}
          </div>
        </section>
      ))}
      {left < 0 && <p className="muted">There is more: the first {LINES_MAX} lines are shown.</p>}
    </div>
  );
}

function Line({ line }: { line: DiffLine | undefined }) {
  if (line === undefined) return <div className="yaml-gap">⋯</div>;
  const words = { same: "", added: "added: ", removed: "removed: " }[line.how];
  return (
    <div className={`yaml-line ${line.how}`}>
      <span aria-hidden="true">{SIGNS[line.how]}</span>
      <span>
        {words !== "" && <span className="sr-only">{words}</span>}
        {line.text}
      </span>
    </div>
  );
}
