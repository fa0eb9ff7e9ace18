import { type KeyboardEvent, type ReactNode, useId } from "react";

type Tab<T extends string> = { readonly id: T; readonly label: string; readonly icon?: ReactNode };

/** Tabs over one place; arrow keys change them. */
export function Tabs<T extends string>(props: {
  label: string;
  tabs: readonly Tab<T>[];
  chosen: T;
  onChoose: (tab: T) => void;
  /** What the chosen tab shows. */
  children: ReactNode;
}) {
  const { tabs, chosen, onChoose } = props;
  const base = useId();
  const key = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose(next.id);
    event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className="left-panel">
      <div className="tabs" role="tablist" aria-label={props.label}>
        {tabs.map(({ id, label, icon }) => (
          <button
            key={id}
            id={`${base}${id}`}
            type="button"
            className="tab"
            role="tab"
            data-tab={id}
            aria-selected={id === chosen}
            aria-controls={`${base}body`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
            onKeyDown={key}
          >
            {icon}
            <span className="tab-label">{label}</span>
          </button>
        ))}
      </div>
      <div id={`${base}body`} className="left-body" role="tabpanel" aria-labelledby={base + chosen}>
        {props.children}
      </div>
    </div>
  );
}
