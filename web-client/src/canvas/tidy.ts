import type { Move } from "../doc/move";
import { outermost, treeOf, withMembers } from "../doc/tree";
import type { Session } from "../sync/session";
import { toast } from "../ui/toasts";
import { grown } from "./containers";
import { rectOfComponent } from "./geometry";
import { visible } from "./inferred";
import type { LayoutInput, LayoutResult } from "./layout";
import { canvasOf } from "./state";

/** Says that it takes a while only when it does. */
const PATIENCE_MS = 1_000;

/** The input for these components, or for all of a design when there are none. */
export function layoutInput(
  session: Pick<Session, "design" | "inferences">,
  selection: readonly string[],
): LayoutInput {
  const { snapshot } = session.design;
  const { components } = snapshot;
  const roots = selection.length === 0 ? components.keys() : outermost(components, selection);
  const chosen = new Set(withMembers(components, roots));
  const { parentOf } = treeOf(components);
  const inferred = visible(session.inferences.current().values(), snapshot);
  return {
    nodes: [...chosen].flatMap((id) => {
      const component = components.get(id);
      const parent = parentOf.get(id);
      if (component === undefined) return [];
      return { id, rect: rectOfComponent(component), parent, container: component.container };
    }),
    edges: [...snapshot.relationships.values(), ...inferred]
      .filter(({ from, to }) => chosen.has(from) && chosen.has(to))
      .map(({ from, to }) => [from, to] as const),
  };
}

let running: Worker | undefined;

async function inWorker(input: LayoutInput): Promise<LayoutResult> {
  running?.terminate();
  const worker = new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
  running = worker;
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<LayoutResult>) => resolve(data));
      worker.addEventListener("error", () => reject(new Error("the layout worker failed")));
      worker.postMessage(input);
    });
  } finally {
    worker.terminate();
    if (running === worker) running = undefined;
  }
}

/** Arranges what is selected, or all, away from the page's own thread; one undo step, and nothing else moves. */
export async function tidy(session: Session, selection: readonly string[]): Promise<void> {
  const { design } = session;
  const patience = setTimeout(() => toast("Arranging…"), PATIENCE_MS);
  let result: LayoutResult;
  try {
    result = await inWorker(layoutInput(session, selection));
  } catch {
    toast("The layout could not be made. Reload the page, then try again.", { tone: "error" });
    return;
  } finally {
    clearTimeout(patience);
  }
  const { components } = design.snapshot;
  const moves = new Map<string, Move>();
  for (const [id, { x, y, width, height }] of result) {
    const component = components.get(id);
    // Deleted meanwhile, or where it was.
    if (component === undefined) continue;
    moves.set(id, { id, pos: [x, y], ...(component.container ? { size: [width, height] as const } : {}) });
  }
  const all = grown(components, moves);
  if (all.length > 0) design.move(all);
  requestAnimationFrame(() => canvasOf(session).view?.fit(selection.length === 0 ? undefined : selection));
}
