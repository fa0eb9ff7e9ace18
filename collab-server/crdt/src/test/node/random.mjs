// Seeded random numbers (mulberry32): the same seed, the same session.

/** A source of random numbers. */
export function random (seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    below: bound => Math.floor(next() * bound),
    chance: probability => next() < probability,
    pick: list => list[Math.floor(next() * list.length)],
    id: length => Array.from({ length }, () => 'ABCDEFGHabcdefgh0123456789'[Math.floor(next() * 26)]).join('')
  }
}
