import type { CSSProperties } from "react";

/** A person's colour as a custom property; set through the CSSOM, which the CSP allows. */
export function personStyle(color: string): CSSProperties {
  return { "--person": color } as CSSProperties;
}

/** Up to two letters on a person's colour. */
export function Avatar({ name, initials, color }: { name: string; initials: string; color: string }) {
  return (
    <span className="avatar" style={personStyle(color)} title={name} role="img" aria-label={name}>
      {initials}
    </span>
  );
}
