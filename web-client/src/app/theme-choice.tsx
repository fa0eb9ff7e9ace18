import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { currentTheme, setTheme, subscribeTheme } from "./theme";

const THEMES = [
  { theme: "system", label: "System", Icon: Monitor },
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
] as const;

/** The system's theme, or one of the two. */
export function ThemeChoice() {
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  return (
    <fieldset className="segments">
      <legend className="label">Theme</legend>
      {THEMES.map(({ theme: value, label, Icon }) => (
        <label key={value} className={theme === value ? "segment on" : "segment"}>
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={theme === value}
            onChange={() => setTheme(value)}
          />
          <Icon size={14} strokeWidth={1.7} aria-hidden="true" /> {label}
        </label>
      ))}
    </fieldset>
  );
}
