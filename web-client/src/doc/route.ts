/** A place and extent in canvas units. */
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A side of a component: top, right, bottom, left. */
export type Side = "t" | "r" | "b" | "l";

/** The sides of two components that face each other; a line between them crosses neither. */
export function facing(from: Rect, to: Rect): readonly [Side, Side] {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2);
  const dy = to.y + to.height / 2 - (from.y + from.height / 2);
  const apartX = Math.abs(dx) - (from.width + to.width) / 2;
  const apartY = Math.abs(dy) - (from.height + to.height) / 2;
  if (apartX >= apartY) return dx >= 0 ? ["r", "l"] : ["l", "r"];
  return dy >= 0 ? ["b", "t"] : ["t", "b"];
}

function anchor({ x, y, width, height }: Rect, side: Side): readonly [number, number] {
  switch (side) {
    case "t":
      return [x + width / 2, y];
    case "r":
      return [x + width, y + height / 2];
    case "b":
      return [x + width / 2, y + height];
    case "l":
      return [x, y + height / 2];
  }
}

/** An SVG path between two components, curved like the canvas's own edges. */
export function curve(from: Rect, to: Rect): string {
  const [leave, enter] = facing(from, to);
  const [x1, y1] = anchor(from, leave);
  const [x2, y2] = anchor(to, enter);
  const across = leave === "r" || leave === "l";
  const [cx1, cy1] = across ? [(x1 + x2) / 2, y1] : [x1, (y1 + y2) / 2];
  const [cx2, cy2] = across ? [(x1 + x2) / 2, y2] : [x2, (y1 + y2) / 2];
  return `M${x1} ${y1}C${cx1} ${cy1} ${cx2} ${cy2} ${x2} ${y2}`;
}
