import { ShieldAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { networkTrusted } from "../rest/designs";

const WORDS = "This server trusts its network: without sign-in, everybody who reaches it can edit every design.";

/** Says so where the server was started to trust its network; nothing elsewhere. */
export function TrustNote() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const asking = new AbortController();
    networkTrusted(asking.signal)
      .then(setShown)
      .catch(() => setShown(false));
    return () => asking.abort();
  }, []);
  if (!shown) return null;
  return (
    <span className="trust-note" role="note" title={WORDS} aria-label={WORDS}>
      <ShieldAlert size={15} strokeWidth={1.8} aria-hidden="true" /> <span className="wide">No sign-in</span>
    </span>
  );
}
