import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { partsOf, partsToText } from "../doc/parts";
import { withMembers } from "../doc/tree";
import type { Session } from "../sync/session";
import { KindIcon } from "../ui/kind-icon";
import { type Drawing, svgOf } from "./export-svg";
import { visible } from "./inferred";
import { colorsAt } from "./overview-colors";
import { canvasOf } from "./state";

/** The largest side of a picture of pixels; browsers refuse more or run out of memory. */
const PIXELS_MAX = 12_000;
const SCALE = 2;

/** Hands a picture of these components, or of all that is shown, to the browser as a download. */
export async function download(session: Session, ids: readonly string[], format: "svg" | "png"): Promise<void> {
  const { text, width, height } = svgOf(drawingOf(session, ids, format === "svg"));
  const svg = new Blob([text], { type: "image/svg+xml" });
  save(
    format === "svg" ? svg : await pixels(svg, width, height),
    `${fileName(session.design.snapshot.name)}.${format}`,
  );
}

function drawingOf(session: Session, ids: readonly string[], embed: boolean): Drawing {
  const { design, inferences } = session;
  const { snapshot } = design;
  const { components } = snapshot;
  const { scene } = canvasOf(session);
  const shown =
    ids.length === 0 ? [...components.keys()].filter((id) => scene.shows(id)) : withMembers(components, ids);
  const kinds = new Set(shown.flatMap((id) => components.get(id)?.kind ?? []));
  const page = document.documentElement;
  return {
    snapshot,
    ids: new Set(shown),
    inferred: visible(inferences.current().values(), snapshot),
    colors: colorsAt(page),
    background: getComputedStyle(page).getPropertyValue("--bg").trim(),
    icons: new Map([...kinds].map((kind) => [kind, iconOf(kind)])),
    measure: measurer(),
    embedded: embed ? partsToText(partsOf(design.doc, snapshot, shown)) : undefined,
  };
}

/** What our icon of a kind looks like, as the inside of an SVG; our own drawing, nothing of the design is in it. */
function iconOf(kind: string): string {
  const host = document.createElement("div");
  const root = createRoot(host);
  flushSync(() => root.render(<KindIcon kind={kind} />));
  const inside = host.querySelector("svg")?.innerHTML ?? "";
  root.unmount();
  return inside;
}

function measurer(): Drawing["measure"] {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return (text) => text.length * 7.5;
  return (text, font) => {
    context.font = `${font} Inter, system-ui, "DejaVu Sans", sans-serif`;
    return context.measureText(text).width;
  };
}

async function pixels(svg: Blob, width: number, height: number): Promise<Blob> {
  const scale = Math.min(SCALE, PIXELS_MAX / Math.max(width, height));
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null)
      throw new RangeError("The design is too large for a PNG. Export it as SVG, or select a part of it.");
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A design's name as a file's: what file systems refuse becomes a dash. */
function fileName(name: string): string {
  return (
    name
      .replaceAll(/[^\p{L}\p{N}._ -]+/gu, "-")
      .trim()
      .slice(0, 80) || "design"
  );
}
