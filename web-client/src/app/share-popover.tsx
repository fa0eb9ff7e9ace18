import { Copy, Link2, Trash2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { createLink, deleteLink, listLinks, type Role, type ShareLink } from "../rest/designs";
import { wordsFor } from "../rest/problem";
import { Popover } from "../ui/popover";
import { toast } from "../ui/toasts";

const ROLES: readonly (readonly [Role, string])[] = [
  ["editor", "Can edit"],
  ["commenter", "Can comment"],
  ["viewer", "Can view"],
];

/** The browser refuses the clipboard on plain http away from localhost; then the address stands in the field. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Makes a link with a role, copies it, and lists those that work. */
export function SharePopover({ designId, onClose }: { designId: string; onClose: () => void }) {
  const [role, setRole] = useState<Role>("editor");
  const [made, setMade] = useState("");
  const [links, setLinks] = useState<readonly ShareLink[]>([]);
  const load = useCallback(async () => {
    try {
      setLinks(await listLinks(designId));
    } catch (error) {
      toast(wordsFor(error), { tone: "error" });
    }
  }, [designId]);
  useEffect(() => void load(), [load]);

  const make = async () => {
    try {
      const { token } = await createLink(designId, role);
      const address = `${location.origin}/designs/${designId}?token=${encodeURIComponent(token)}`;
      setMade(address);
      if (await copy(address)) toast("Link copied.");
      await load();
    } catch (error) {
      toast(wordsFor(error), { tone: "error" });
    }
  };
  const revoke = async (link: ShareLink) => {
    try {
      await deleteLink(designId, link.id);
      await load();
      toast("The link no longer works.");
    } catch (error) {
      toast(wordsFor(error), { tone: "error" });
    }
  };
  return (
    <Popover label="Share" className="right share" onClose={onClose}>
      <h2>Share this design</h2>
      <p className="muted hint">Whoever has the link joins with the role that you choose.</p>
      <div className="row">
        <select
          className="field"
          aria-label="Role"
          value={role}
          data-autofocus
          onChange={(event) => setRole(event.currentTarget.value as Role)}
        >
          {ROLES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <button type="button" className="button primary" onClick={() => void make()}>
          <Copy size={15} strokeWidth={1.8} aria-hidden="true" /> Copy link
        </button>
      </div>
      {made !== "" && (
        <input
          className="field mono"
          readOnly
          aria-label="The link"
          value={made}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {links.length > 0 && (
        <ul className="links">
          {links.map((link) => (
            <li key={link.id}>
              <Link2 size={14} strokeWidth={1.7} aria-hidden="true" />
              <span>{ROLES.find(([value]) => value === link.role)?.[1] ?? link.role}</span>
              <button
                type="button"
                className="button quiet small icon"
                aria-label="Revoke this link"
                title="Revoke"
                onClick={() => void revoke(link)}
              >
                <Trash2 size={14} strokeWidth={1.7} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
