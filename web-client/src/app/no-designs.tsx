import { LayoutTemplate, Search } from "lucide-react";
import { Notice } from "./notice";

/** What the list of designs says when it is empty. */
export function NoDesigns(props: {
  search: string;
  onCreate: () => void;
  onTemplate: () => void;
  onClear: () => void;
}) {
  const { search, onCreate, onClear } = props;
  if (search !== "") {
    return (
      <Notice icon={<Search size={24} />} title={`No design matches “${search}”`} words="Try fewer or other words.">
        <button type="button" className="button" onClick={onClear}>
          Clear the search
        </button>
      </Notice>
    );
  }
  return (
    <Notice
      icon={<LayoutTemplate size={24} />}
      title="Start your first design"
      words="A design is a picture of your infrastructure that you draw together, live. Start an empty one, or drop a design file anywhere on this page."
    >
      <button type="button" className="button primary" onClick={onCreate}>
        New design
      </button>
      <button type="button" className="button" onClick={props.onTemplate}>
        From template
      </button>
    </Notice>
  );
}
