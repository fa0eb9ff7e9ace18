import type { Category } from "../doc/kinds";
import type { Rect } from "../doc/route";
import type { Session } from "../sync/session";
import { Scene } from "./scene";

/** What a press on the canvas does: choose and move, push the paper, or draw a loop around things. */
export type Tool = "select" | "hand" | "lasso";

/** Looking around on the open canvas; there while it is mounted. */
export type View = {
  /** Shows these components, or all; nothing when there is nothing. */
  readonly fit: (ids?: Iterable<string>, options?: { readonly still?: boolean }) => void;
  /** Brings one component to the middle, large enough to read. */
  readonly jumpTo: (id: string) => void;
  /** What of the canvas can be seen, in canvas units. */
  readonly visible: () => Rect;
  /** Moves the middle of the screen to a place. */
  readonly centre: (x: number, y: number) => void;
};

type Shown = {
  readonly tool: Tool;
  readonly hidden: ReadonlySet<Category>;
  readonly finding: boolean;
  /** The component under the pointer in the overview. */
  readonly hovered: string | undefined;
};

/** What this person sees of the canvas and how, apart from the document; nobody else is told. */
export class CanvasState {
  readonly scene = new Scene();
  private looking: View | undefined;
  /** Where the pointer was last, in canvas units; undefined while it is elsewhere. */
  private at: readonly [number, number] | undefined;
  private shown: Shown = { tool: "select", hidden: new Set(), finding: false, hovered: undefined };
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): Shown => this.shown;

  /** The ways to look around while the canvas is on the page. */
  get view(): View | undefined {
    return this.looking;
  }

  setView(view: View | undefined): void {
    this.looking = view;
  }

  get pointer(): readonly [number, number] | undefined {
    return this.at;
  }

  setPointer(at: readonly [number, number] | undefined): void {
    this.at = at;
  }

  setTool(tool: Tool): void {
    this.publish({ tool });
  }

  setFinding(finding: boolean): void {
    this.publish({ finding });
  }

  setHovered(hovered: string | undefined): void {
    if (hovered !== this.shown.hovered) this.publish({ hovered });
  }

  /** Shows or hides the components of a category. */
  toggleLayer(category: Category): void {
    const hidden = new Set(this.shown.hidden);
    if (!hidden.delete(category)) hidden.add(category);
    this.publish({ hidden });
  }

  showAllLayers(): void {
    if (this.shown.hidden.size > 0) this.publish({ hidden: new Set() });
  }

  private publish(part: Partial<Shown>): void {
    this.shown = { ...this.shown, ...part };
    for (const listener of this.listeners) listener();
  }
}

const states = new WeakMap<Session, CanvasState>();

/** The canvas of an open design: for the canvas itself, and for commands, outline and palette beside it. */
export function canvasOf(session: Session): CanvasState {
  const known = states.get(session) ?? new CanvasState();
  states.set(session, known);
  return known;
}
