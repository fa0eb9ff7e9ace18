/** Seeded randomness: the same seed makes the same edits. */

/** @returns {() => number} numbers in [0, 1) */
export function random (seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const below = (next, n) => Math.floor(next() * n)
export const pick = (next, list) => list[below(next, list.length)]

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** @returns {string} a component id as the product makes them: 16 letters and digits */
export const componentId = next => Array.from({ length: 16 }, () => LETTERS[below(next, LETTERS.length)]).join('')
