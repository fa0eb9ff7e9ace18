/** Tells whether replicas are the same: content, state vector and delete set, each in a canonical form. */
import * as Y from 'yjs'

export const ROOTS = ['meta', 'components', 'relationships', 'comments', 'views']

function canonical (value) {
  if (value instanceof Y.Text) return { delta: value.toDelta() }
  if (value instanceof Y.Map) return sorted([...value.entries()].map(([key, inner]) => [key, canonical(inner)]))
  if (value instanceof Y.Array) return value.toArray().map(canonical)
  if (value instanceof Uint8Array) return { bytes: [...value] }
  if (typeof value === 'bigint') return { bigint: String(value) }
  if (value === undefined) return { undefined: true }
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) }
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return sorted(Object.entries(value).map(([key, inner]) => [key, canonical(inner)]))
  }
  return value
}

const sorted = entries => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))

export const content = doc => JSON.stringify(ROOTS.map(root => canonical(doc.getMap(root))))

const stateVector = doc => JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b))

const deleteSet = doc => JSON.stringify(
  [...Y.createDeleteSetFromStructStore(doc.store).clients]
    .map(([client, ranges]) => [client, ranges.map(range => [range.clock, range.len])])
    .filter(([, ranges]) => ranges.length)
    .sort(([a], [b]) => a - b)
)

/** @returns {string | null} what differs, or null when all are the same */
export function difference (docs) {
  const [first, ...rest] = docs
  if (docs.some(doc => doc.store.pendingStructs || doc.store.pendingDs)) return 'a replica waits for a missing update'
  for (const [what, read] of [['state vector', stateVector], ['delete set', deleteSet], ['content', content]]) {
    const wanted = read(first)
    const odd = rest.findIndex(doc => read(doc) !== wanted)
    if (odd >= 0) return `${what} of replica ${odd + 1} differs from replica 0: ${shorten(wanted, read(rest[odd]))}`
  }
  return null
}

function shorten (a, b) {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const cut = text => text.slice(Math.max(0, at - 40), at + 80)
  return `…${cut(a)}… | …${cut(b)}…`
}
