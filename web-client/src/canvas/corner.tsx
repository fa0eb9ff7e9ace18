import { ImageDown } from "lucide-react";
import { useState } from "react";
import type { Session } from "../sync/session";
import { Popover } from "../ui/popover";
import type { CanvasCommand } from "./keys";
import { LayersButton } from "./layers";

/** What stands above the minimap: layers, and pictures to take away. */
export function CanvasCorner({ session, commands }: { session: Session; commands: readonly CanvasCommand[] }) {
  const [open, setOpen] = useState(false);
  const pictures = commands.filter(({ id, enabled }) => id.startsWith("export.") && enabled);
  return (
    <div className="canvas-corner">
      <LayersButton session={session} />
      {pictures.length > 0 && (
        <div className="corner-item">
          {open && (
            <Popover label="Export a picture" className="corner-popover" onClose={() => setOpen(false)}>
              {pictures.map(({ id, label, run }) => (
                <button
                  key={id}
                  type="button"
                  className="menu-item"
                  onClick={() => {
                    setOpen(false);
                    run();
                  }}
                >
                  {label}
                </button>
              ))}
            </Popover>
          )}
          <button
            type="button"
            className="button small icon corner-button"
            aria-expanded={open}
            aria-label="Export a picture"
            title="Export a picture"
            onClick={() => setOpen(!open)}
          >
            <ImageDown size={15} strokeWidth={1.7} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}
