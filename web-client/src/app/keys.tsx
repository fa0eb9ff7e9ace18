import { keysOf, onMac } from "../ui/commands";

/** A chord, drawn as keys. */
export function Keys({ chord }: { chord: string }) {
  return (
    <span className="keys">
      {keysOf(chord, onMac()).map((key) => (
        <kbd key={key} className="kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}
