import { Download, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { type DesignInfo, type DesignPeople, exportUrl, renameDesign } from "../rest/designs";
import { wordsFor } from "../rest/problem";
import { EditableText } from "../ui/editable";
import { Popover } from "../ui/popover";
import { toast } from "../ui/toasts";
import { CardPeople } from "./card-people";
import { PreviewImage } from "./preview-image";
import { ago, moment } from "./time";

/** One design in the list. */
export function DesignCard(props: {
  design: DesignInfo;
  people: DesignPeople | undefined;
  onChanged: () => void;
  onDelete: () => void;
}) {
  const { design } = props;
  const [menu, setMenu] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const rename = async (name: string) => {
    try {
      await renameDesign(design.id, name);
      props.onChanged();
    } catch (error) {
      toast(wordsFor(error), { tone: "error" });
    }
  };
  const count = design.componentCount;
  return (
    <article className="card">
      <Link className="card-link" to={`/designs/${design.id}`} aria-label={`Open ${design.name}`} />
      <PreviewImage design={design} />
      <div className="card-foot">
        <div className="card-words">
          {renaming ? (
            <EditableText
              className="field card-rename"
              label="Design name"
              value={design.name}
              autoFocus
              onCommit={(name) => void rename(name)}
              onDone={() => setRenaming(false)}
            />
          ) : (
            <h2 title={design.name}>{design.name}</h2>
          )}
          <p className="muted" title={moment(design.updatedAt)}>
            {count === 1 ? "1 component" : `${count} components`}
            {design.updatedAt === "" ? "" : ` · edited ${ago(design.updatedAt)}`}
          </p>
        </div>
        {props.people !== undefined && props.people.count > 0 && <CardPeople people={props.people} />}
        <div className="anchor">
          <button
            type="button"
            className="button quiet small icon"
            aria-label={`Actions for ${design.name}`}
            aria-expanded={menu}
            onClick={() => setMenu(!menu)}
          >
            <MoreHorizontal size={16} aria-hidden="true" />
          </button>
          {menu && (
            <Popover label={`Actions for ${design.name}`} className="right above" onClose={() => setMenu(false)}>
              <button
                type="button"
                className="menu-item"
                onClick={() => {
                  setMenu(false);
                  setRenaming(true);
                }}
              >
                <Pencil size={15} strokeWidth={1.7} aria-hidden="true" /> Rename
              </button>
              <a className="menu-item" href={exportUrl(design.id, "yaml")} download onClick={() => setMenu(false)}>
                <Download size={15} strokeWidth={1.7} aria-hidden="true" /> Download as YAML
              </a>
              <button
                type="button"
                className="menu-item danger"
                onClick={() => {
                  setMenu(false);
                  props.onDelete();
                }}
              >
                <Trash2 size={15} strokeWidth={1.7} aria-hidden="true" /> Delete
              </button>
            </Popover>
          )}
        </div>
      </div>
    </article>
  );
}
