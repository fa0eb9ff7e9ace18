import { Columns2 } from "lucide-react";
import { type KeyboardEvent, lazy, type ReactNode, Suspense } from "react";
import { useInferred } from "../canvas/inferred";
import { type Component, effectiveParent } from "../doc/model";
import type { Session } from "../sync/session";
import { KindIcon } from "../ui/kind-icon";
import { Configuration } from "./configuration";
import { FieldRow, NameField, PositionFields } from "./fields";
import { NotesField } from "./notes-field";
import { RelationsTab } from "./relations/relations-tab";

const YamlEditor = lazy(async () => ({ default: (await import("./yaml/yaml-editor")).YamlEditor }));

/** What the panel shows of a component; `both` is the form with its YAML beside it. */
export type Tab = "configure" | "yaml" | "both" | "relations";

type Props = {
  readonly session: Session;
  readonly component: Component;
  readonly readOnly: boolean;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onSelect: (ids: readonly string[]) => void;
  readonly children: ReactNode;
};

/** A component's panel: its form, its YAML, and what it has to do with others. */
export function ComponentPanel({ session, component, readOnly, tab, onTab, onSelect, children }: Props) {
  const { snapshot } = session.design;
  const parent = snapshot.components.get(effectiveParent(component, snapshot.components) ?? "");
  const inferred = useInferred(session, snapshot).filter(
    ({ from, to }) => from === component.id || to === component.id,
  );
  const related = session.design.relationshipsOf(component.id).length + inferred.length;
  const form = tab === "configure" || tab === "both";
  return (
    <div className={tab === "both" ? "panel component-panel beside" : "panel component-panel"}>
      <div className="panel-head">
        <KindIcon kind={component.kind} />
        <div>
          <h2 title={component.name}>{component.name}</h2>
          <p className="muted">
            {[component.kind, component.version, component.model].filter((word) => word !== "").join(" · ")}
          </p>
        </div>
      </div>
      <Tabs tab={tab} related={related} onTab={onTab} />
      <div className="tab-body" role="tabpanel" id="component-tab" aria-labelledby={`tab-${form ? "configure" : tab}`}>
        {form && (
          <div className="form-column">
            <NameField session={session} component={component} readOnly={readOnly} />
            {parent !== undefined && (
              <FieldRow label={parent.kind}>
                <button type="button" className="button small end" onClick={() => onSelect([parent.id])}>
                  {parent.name}
                </button>
              </FieldRow>
            )}
            <Configuration session={session} component={component} readOnly={readOnly} />
            <NotesField session={session} id={component.id} readOnly={readOnly} />
            <PositionFields session={session} component={component} readOnly={readOnly} />
            {children}
          </div>
        )}
        {(tab === "yaml" || tab === "both") && (
          <Suspense fallback={<div className="yaml" aria-busy="true" />}>
            <YamlEditor session={session} component={component} readOnly={readOnly} />
          </Suspense>
        )}
        {tab === "relations" && <RelationsTab {...{ session, component, snapshot, inferred, readOnly, onSelect }} />}
      </div>
    </div>
  );
}

const TABS = [
  ["configure", "Configure"],
  ["yaml", "YAML"],
  ["relations", "Relations"],
] as const;

function Tabs({ tab, related, onTab }: { tab: Tab; related: number; onTab: (tab: Tab) => void }) {
  const shown = tab === "both" ? "configure" : tab;
  const key = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = TABS.findIndex(([id]) => id === shown);
    const next = TABS[(at + step + TABS.length) % TABS.length];
    if (next === undefined) return;
    onTab(next[0]);
    document.querySelector<HTMLElement>(`#tab-${next[0]}`)?.focus();
  };
  return (
    <div className="tabs">
      <div className="tab-list" role="tablist" aria-label="Component">
        {TABS.map(([id, label]) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            className="tab"
            aria-selected={id === shown}
            aria-controls="component-tab"
            tabIndex={id === shown ? 0 : -1}
            onClick={() => onTab(id)}
            onKeyDown={key}
          >
            {label}
            {id === "relations" && related > 0 && <span className="count">{related}</span>}
          </button>
        ))}
      </div>
      <button
        type="button"
        className="button quiet small icon side-by-side"
        aria-label="Form and YAML side by side"
        title="Form and YAML side by side"
        aria-pressed={tab === "both"}
        onClick={() => onTab(tab === "both" ? "configure" : "both")}
      >
        <Columns2 size={15} strokeWidth={1.7} aria-hidden="true" />
      </button>
    </div>
  );
}
