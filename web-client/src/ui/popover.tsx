import { type ReactNode, type RefObject, useEffect, useRef } from "react";

/** A floating box below the thing that opened it; Escape, a press outside and leaving by Tab close it. */
export function Popover(props: { label: string; className?: string; onClose: () => void; children: ReactNode }) {
  const { label, onClose, children } = props;
  const box = useRef<HTMLDivElement>(null);
  useDismiss(box, onClose);
  useEffect(() => {
    const opener = document.activeElement;
    box.current?.querySelector<HTMLElement>("[data-autofocus], button, input, a")?.focus();
    return () => {
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus();
    };
  }, []);
  return (
    <div ref={box} className={`popover ${props.className ?? ""}`} role="dialog" aria-label={label}>
      {children}
    </div>
  );
}

function useDismiss(box: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const outside = (event: Event) => {
      const anchor = box.current?.parentElement;
      if (event.target instanceof Node && anchor?.contains(event.target) !== true) close.current();
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close.current();
    };
    document.addEventListener("pointerdown", outside, true);
    document.addEventListener("focusin", outside);
    document.addEventListener("keydown", escape, true);
    return () => {
      document.removeEventListener("pointerdown", outside, true);
      document.removeEventListener("focusin", outside);
      document.removeEventListener("keydown", escape, true);
    };
  }, [box]);
}
