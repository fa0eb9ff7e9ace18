import {
  type HTMLAttributes,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { windowOf } from "./window";

type Props = Omit<HTMLAttributes<HTMLDivElement>, "children"> & {
  readonly count: number;
  /** All rows are as high as this, in CSS pixels. */
  readonly rowHeight: number;
  /** The row that is kept in view when it changes. */
  readonly active?: number | undefined;
  readonly box?: RefObject<HTMLDivElement | null>;
  readonly children: (index: number) => ReactNode;
};

/** A list that draws only what is in view, however long it is. */
export function VirtualList({ count, rowHeight, active, box, children, ...rest }: Props) {
  const own = useRef<HTMLDivElement>(null);
  const scroller = box ?? own;
  const [view, setView] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const watcher = new ResizeObserver(() => {
      setView({ top: element.scrollTop, height: element.clientHeight });
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [scroller]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || active === undefined || active < 0) return;
    const top = active * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + rowHeight - element.clientHeight;
    }
  }, [scroller, active, rowHeight]);
  const { from, to } = windowOf(view.top, view.height, rowHeight, count);
  const rows: ReactNode[] = [];
  for (let index = from; index < to; index += 1) rows.push(children(index));
  return (
    <div
      ref={scroller}
      {...rest}
      onScroll={(event) => {
        const { scrollTop: top, clientHeight: height } = event.currentTarget;
        setView({ top, height });
      }}
    >
      <div role="none" style={{ height: count * rowHeight, position: "relative" }}>
        <div
          role="none"
          style={{ position: "absolute", inset: "0 0 auto", transform: `translateY(${from * rowHeight}px)` }}
        >
          {rows}
        </div>
      </div>
    </div>
  );
}

/** 44 px where fingers press, less where a mouse does. */
export function rowHeightFor(fine: number): number {
  return typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches ? 44 : fine;
}
