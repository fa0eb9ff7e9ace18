import { type KeyboardEvent, useRef, useState } from "react";

/** A text that is edited where it stands: Enter or leaving takes it, Escape puts it back. Another's change shows while nobody types here. */
export function EditableText(props: {
  value: string;
  label: string;
  className?: string;
  readOnly?: boolean;
  autoFocus?: boolean;
  allowEmpty?: boolean;
  maxLength?: number;
  onCommit: (value: string) => void;
  onDone?: () => void;
  onFocusChange?: (focused: boolean) => void;
}) {
  const { value, label, onCommit, onDone } = props;
  const [draft, setDraft] = useState<string | undefined>(props.autoFocus === true ? value : undefined);
  const cancelled = useRef(false);

  const finish = () => {
    props.onFocusChange?.(false);
    const wanted = draft?.trim();
    if (
      !cancelled.current &&
      wanted !== undefined &&
      wanted !== value &&
      (wanted !== "" || props.allowEmpty === true)
    ) {
      onCommit(wanted);
    }
    cancelled.current = false;
    setDraft(undefined);
    onDone?.();
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    // What stands around a name has keys of its own; a chord, such as Ctrl-K, is for the page.
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    if (event.key === "Enter" || event.key === "Escape") {
      cancelled.current = event.key === "Escape";
      event.currentTarget.blur();
    }
  };
  return (
    <input
      className={props.className}
      aria-label={label}
      value={draft ?? value}
      readOnly={props.readOnly}
      autoFocus={props.autoFocus}
      maxLength={props.maxLength ?? 200}
      spellCheck={false}
      autoComplete="off"
      onFocus={(event) => {
        props.onFocusChange?.(true);
        if (props.readOnly === true) return;
        setDraft(value);
        event.currentTarget.select();
      }}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={key}
    />
  );
}
