import { useEffect, useRef, useState } from "react";
import { type Preview, previewOf } from "../doc/preview";
import { type DesignInfo, designContent } from "../rest/designs";

type Loaded = { readonly kind: "loading" } | { readonly kind: "ready"; readonly preview: Preview | undefined };

/** Previews by design and moment of change; a card that comes back is drawn at once. */
const known = new Map<string, Preview | undefined>();
const KNOWN_MAX = 200;

/** A design's preview, drawn from its model once the card is near the view. */
export function PreviewImage({ design }: { design: DesignInfo }) {
  const box = useRef<HTMLDivElement>(null);
  const key = `${design.id} ${design.updatedAt} ${design.revision}`;
  const [state, setState] = useState<Loaded>(() =>
    known.has(key) ? { kind: "ready", preview: known.get(key) } : { kind: "loading" },
  );
  useEffect(() => {
    const element = box.current;
    if (element === null || known.has(key)) return undefined;
    const abort = new AbortController();
    const load = async () => {
      try {
        const preview = previewOf(await designContent(design.id, abort.signal));
        if (known.size >= KNOWN_MAX) known.clear();
        known.set(key, preview);
        setState({ kind: "ready", preview });
      } catch {
        if (!abort.signal.aborted) setState({ kind: "ready", preview: undefined });
      }
    };
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting !== true) return;
        watcher.disconnect();
        void load();
      },
      { rootMargin: "200px" },
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      abort.abort();
    };
  }, [design.id, key]);
  return (
    <div ref={box} className="preview" aria-hidden="true">
      {state.kind === "loading" && <div className="skeleton fill" />}
      {state.kind === "ready" && state.preview === undefined && (
        <span className="preview-empty">Nothing drawn yet</span>
      )}
      {state.kind === "ready" && state.preview !== undefined && <PreviewDrawing preview={state.preview} />}
    </div>
  );
}

/** A preview as a picture: containers, lines, then nodes. */
export function PreviewDrawing({ preview }: { preview: Preview }) {
  return (
    <svg viewBox={preview.viewBox} preserveAspectRatio="xMidYMid meet">
      {preview.boxes
        .filter(({ container }) => container)
        .map(({ id, x, y, width, height }) => (
          <rect key={id} className="preview-container" x={x} y={y} width={width} height={height} rx={14} />
        ))}
      {preview.lines.map(({ id, path }) => (
        <path key={id} className="preview-line" d={path} />
      ))}
      {preview.boxes
        .filter(({ container }) => !container)
        .map(({ id, x, y, width, height, category, name }) => (
          <g key={id} className={`tone-${category}`}>
            <rect className="preview-node" x={x} y={y} width={width} height={height} rx={10} />
            <rect className="preview-icon" x={x + 12} y={y + 12} width={28} height={28} rx={8} />
            {preview.dense ? (
              <rect className="preview-word" x={x + 52} y={y + 20} width={width - 76} height={12} rx={6} />
            ) : (
              <text x={x + 50} y={y + 31}>
                {name.length > 13 ? `${name.slice(0, 12)}…` : name}
              </text>
            )}
          </g>
        ))}
    </svg>
  );
}
