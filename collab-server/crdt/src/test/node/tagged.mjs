// What a Yjs document holds, as JSON of our own in which undefined, NaN, -0, infinities, BigInt, bytes and subdocuments differ.
// Reads the item lists themselves: a root has no type before somebody asks for one, and asking would change it.
import * as Y from 'yjs'
import { isDeepStrictEqual } from 'node:util'

const STEPS_MAX = 1_000_000
const DEPTH_MAX = 200

/** The tagged form of one plain value. */
export function tagged (value) {
  switch (typeof value) {
    case 'undefined': return { $: 'undefined' }
    case 'bigint': return { $: 'bigint', v: value.toString() }
    case 'number':
      if (Object.is(value, -0)) return { $: 'number', v: '-0' }
      return Number.isFinite(value) ? value : { $: 'number', v: String(value) }
    case 'object':
      if (value === null) return null
      if (value instanceof Uint8Array) return { $: 'bytes', v: Buffer.from(value).toString('hex') }
      if (Array.isArray(value)) return value.map(tagged)
      return { $: 'object', v: Object.keys(value).sort().map(key => [key, tagged(value[key])]) }
    default: return value
  }
}

/** The content of every root that holds something, by name. */
export function content (doc) {
  const steps = { left: STEPS_MAX }
  const roots = []
  for (const name of [...doc.share.keys()].sort()) {
    const root = typeContent(doc.share.get(name), steps, 0)
    if (root.map.length > 0 || root.list.length > 0) roots.push([name, root])
  }
  return roots
}

/** The content as text: equal texts mean equal documents. */
export const contentText = doc => JSON.stringify(content(doc))

function typeContent (type, steps, depth) {
  if (depth > DEPTH_MAX) throw new Error('types nested too deep')
  const map = []
  for (const key of [...type._map.keys()].sort()) {
    const item = type._map.get(key)
    if (!item.deleted) map.push([key, itemContent(item, steps, depth).at(-1)])
  }
  return { map, list: runs(type, steps, depth) }
}

// Text is joined while its attributes stay equal, so that where an item was split does not show.
function runs (type, steps, depth) {
  const list = []
  const attributes = new Map()
  for (let item = type._start; item !== null; item = item.right) {
    if (--steps.left < 0) throw new Error('a list without an end')
    if (item.deleted) continue
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content
      if (value === null) attributes.delete(key)
      else attributes.set(key, tagged(value))
      continue
    }
    const marks = [...attributes].sort((a, b) => (a[0] < b[0] ? -1 : 1))
    const last = list.at(-1)
    if (item.content instanceof Y.ContentString && last?.text !== undefined && isDeepStrictEqual(last.marks, marks)) {
      last.text += item.content.str
    } else if (item.content instanceof Y.ContentString) {
      list.push({ text: item.content.str, marks })
    } else {
      for (const value of itemContent(item, steps, depth)) list.push({ value, marks })
    }
  }
  return list
}

function itemContent (item, steps, depth) {
  const held = item.content
  if (held instanceof Y.ContentType) {
    const type = held.type
    return [{ $: type.constructor.name, name: type.nodeName, ...typeContent(type, steps, depth + 1) }]
  }
  if (held instanceof Y.ContentDoc) return [{ $: 'doc', guid: held.doc.guid, options: JSON.stringify(tagged(held.opts)) }]
  if (held instanceof Y.ContentEmbed) return [{ $: 'embed', v: tagged(held.embed) }]
  if (held instanceof Y.ContentBinary) return [tagged(held.content)]
  if (held instanceof Y.ContentString) return [held.str]
  return held.getContent().map(tagged)
}

/**
 * The content as text, without what stock Yjs replicas themselves do not agree on: a surrogate pair that is cut becomes two
 * U+FFFD where it was cut, and stays whole elsewhere.
 */
export const comparable = doc => contentText(doc).replace(/[\ud800-\udfff]|\\ud[89a-f][0-9a-f]{2}/g, '\ufffd')

/** The state vector as text. */
export const vectorText = doc =>
  JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort((a, b) => a[0] - b[0]))

/** The deleted ranges as text, joined. */
export function deletesText (doc) {
  const set = Y.createDeleteSetFromStructStore(doc.store)
  return JSON.stringify([...set.clients].sort((a, b) => a[0] - b[0])
    .map(([client, ranges]) => [client, ranges.map(range => [range.clock, range.len])]))
}
