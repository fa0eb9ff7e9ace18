import { ListTree, Plus } from "lucide-react";
import type { RefObject } from "react";
import type { Kind } from "../doc/kinds";
import { Palette } from "../palette/palette";
import type { Session } from "../sync/session";
import { Tabs } from "../ui/tabs";
import { Outline } from "./outline";

export type LeftTab = "add" | "outline";

const ICON = { size: 16, strokeWidth: 1.7, "aria-hidden": true } as const;
const ADD = { id: "add", label: "Add", icon: <Plus {...ICON} /> } as const;
const OUTLINE = { id: "outline", label: "Outline", icon: <ListTree {...ICON} /> } as const;

/** The left panel: what can be added, and the design as a tree. Who may only read has the tree alone. */
export function LeftPanel(props: {
  session: Session;
  selection: readonly string[];
  readOnly: boolean;
  tab: LeftTab;
  onTab: (tab: LeftTab) => void;
  onSelect: (ids: readonly string[]) => void;
  onJump: (id: string) => void;
  onAdd: (kind: Kind) => void;
  input: RefObject<HTMLInputElement | null>;
}) {
  const { session, selection, readOnly, onSelect, onJump } = props;
  const tab = readOnly ? "outline" : props.tab;
  return (
    <Tabs label="Components" tabs={readOnly ? [OUTLINE] : [ADD, OUTLINE]} chosen={tab} onChoose={props.onTab}>
      {tab === "add" ? (
        <Palette onAdd={props.onAdd} input={props.input} />
      ) : (
        <Outline session={session} selection={selection} readOnly={readOnly} onSelect={onSelect} onJump={onJump} />
      )}
    </Tabs>
  );
}
