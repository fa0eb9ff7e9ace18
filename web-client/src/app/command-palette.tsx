import { useState } from "react";
import { Dialog } from "../ui/dialog";
import { PickList } from "./pick-list";
import { useFound } from "./use-found";

/** Everything that can be done from here, by typing a part of its name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const { commands, asking } = useFound(query);
  return (
    <Dialog title="Commands" className="command-palette" bare onClose={onClose}>
      <PickList
        label="Find a command, a component or a design"
        query={query}
        onQuery={setQuery}
        commands={commands}
        asking={asking}
        none={asking ? "" : `Nothing is called “${query}”. Try a shorter word.`}
        onPick={(command) => {
          onClose();
          // The dialog gives the focus back first; a command may move it on.
          requestAnimationFrame(() => command.run());
        }}
      />
    </Dialog>
  );
}
