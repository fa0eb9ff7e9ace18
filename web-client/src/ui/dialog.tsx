import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

/** A modal dialog: it takes the focus, keeps it, and gives it back to where it was; Escape and a press outside close it. */
export function Dialog(props: {
  title: string;
  className?: string;
  /** Leaves out the head: the content names itself. */
  bare?: true;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { onClose } = props;
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    if (element?.open === false) element.showModal();
    element?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => {
      // A dialog that is taken off the page gives the focus to nobody.
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus();
    };
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a press on the backdrop; Escape does the same
    <dialog
      ref={dialog}
      className={`dialog ${props.className ?? ""}`}
      aria-label={props.title}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="dialog-body">
        {props.bare !== true && (
          <header className="dialog-head">
            <h2>{props.title}</h2>
            <button type="button" className="button quiet small icon" aria-label="Close" onClick={onClose}>
              <X size={16} aria-hidden="true" />
            </button>
          </header>
        )}
        {props.children}
      </div>
    </dialog>
  );
}
