import { describe, expect, test } from "vitest";
import { runSession } from "./undo-session";

/** `npm run undo -- --sessions 10000` sets more. */
const SESSIONS = Number(process.env["MESHPLAY_UNDO_SESSIONS"] ?? 500);
const SEED = Number(process.env["MESHPLAY_UNDO_SEED"] ?? 1);
const PER_TEST = 100;

describe("undo over sessions of two to five people", () => {
  const first = Array.from({ length: Math.ceil(SESSIONS / PER_TEST) }, (_, block) => SEED + block * PER_TEST);
  test.each(first)(
    "takes nothing that is another's, from seed %i",
    (start) => {
      let undone = 0;
      let kept = 0;
      for (let seed = start; seed < Math.min(start + PER_TEST, SEED + SESSIONS); seed += 1) {
        const result = runSession(seed);
        expect(result.faults, `seed ${seed}`).toEqual([]);
        undone += result.undone;
        kept += result.kept;
      }
      // Sessions in which nothing is undone, or nothing stands in the way, would prove nothing.
      expect(undone).toBeGreaterThan(PER_TEST / 10);
      expect(kept).toBeGreaterThan(0);
    },
    120_000,
  );
});
