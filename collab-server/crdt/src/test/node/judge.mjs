// Stock Yjs as the judge. A request is a frame, its answer a frame; requests are answered in order.
//   0 content: updates            -> text: JSON {content, vector, deletes} of a fresh document that took them
//   1 story:   steps              -> text: empty when every step held, else the first that did not
//              step = update, state: the update goes into one running document, the state into a fresh one; both hold the same
//   2 project: updates, JSON      -> text: empty when the JSON equals what the named Y.Maps hold
//   3 same:    updates, updates   -> text: empty when both lists lead to the same content
//   4 native:  updates, updates   -> the same, but for what native code is known not to keep
//   5 orders:  updates, seed, n   -> text: empty when n other orders of arrival lead to the same content
// A document of Yjs that takes a remote edit deletes formats that became useless, and tells the others: these clean-ups are
// exchanged before two documents are compared.
import * as Y from 'yjs'
import { frames, put, Reader, Writer } from './frames.mjs'
import { random } from './random.mjs'
import { comparable, contentText, deletesText, vectorText } from './tagged.mjs'

const ROUNDS_MAX = 16
const cleanUps = new WeakMap()

function load (updates) {
  const doc = new Y.Doc()
  const own = []
  cleanUps.set(doc, own)
  doc.on('update', (update, origin) => { if (origin !== 'remote') own.push(update) })
  for (const update of updates) Y.applyUpdate(doc, update, 'remote')
  return doc
}

// Lets two documents send each other their clean-ups until neither has more; tells all of them.
function exchange (one, other) {
  const all = []
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const [mine, theirs] = [one, other].map(doc => cleanUps.get(doc).splice(0))
    if (mine.length === 0 && theirs.length === 0) return all
    for (const update of mine) Y.applyUpdate(other, update, 'remote')
    for (const update of theirs) Y.applyUpdate(one, update, 'remote')
    all.push(...mine, ...theirs)
  }
  throw new Error('clean-ups do not end')
}

function list (reader) {
  return Array.from({ length: reader.int() }, () => reader.blob())
}

function requireWhole (doc, who) {
  if (doc.store.pendingStructs !== null) throw new Error(who + ' holds pending structs')
  if (doc.store.pendingDs !== null) throw new Error(who + ' holds pending deletes')
}

// What native code is known not to keep (docs/spec/fuzz.md, FUZZ-4): the sign of a zero (nor does JSON in Yjs) and the options of a
// subdocument.
const kept = text => text.replaceAll('{"$":"number","v":"-0"}', '0')
  .replace(/,"options":"(?:[^"\\]|\\.)*"/g, '')

// Both texts around the first place where they differ.
function difference (left, right) {
  let at = 0
  while (left[at] === right[at]) at++
  const around = text => '\n  ' + text.slice(Math.max(0, at - 80), at + 80)
  return around(left) + around(right)
}

// Tells the clean-ups that were exchanged.
function requireSame (one, other, what, compared = text => text) {
  const exchanged = exchange(one, other)
  requireWhole(one, what + ': the first document')
  requireWhole(other, what + ': the second document')
  const left = compared(comparable(one))
  const right = compared(comparable(other))
  if (left !== right) throw new Error(what + ': content differs' + difference(left, right))
  if (vectorText(one) !== vectorText(other)) {
    throw new Error(what + ': vectors differ ' + vectorText(one) + ' ' + vectorText(other))
  }
  return exchanged
}

function story (reader) {
  const running = load([])
  const cleaned = []
  const count = reader.int()
  for (let step = 0; step < count; step++) {
    const update = reader.blob()
    const state = reader.blob()
    try {
      Y.applyUpdate(running, update, 'remote')
      if (state.length > 0) cleaned.push(...requireSame(running, load([state, ...cleaned]), 'updates against native state', kept))
    } catch (error) {
      return step + ': ' + error.message
    }
  }
  try {
    requireSame(running, load([Y.encodeStateAsUpdate(running)]), 'reload', kept)
  } catch (error) {
    return (count - 1) + ': ' + error.message
  }
  return ''
}

// The projection of a value, as docs/spec/document.md says.
function projected (value) {
  if (value instanceof Y.Map) return Object.fromEntries([...value.entries()].map(([key, held]) => [key, projected(held)]))
  if (value instanceof Y.XmlFragment || value instanceof Y.XmlText) return null
  if (value instanceof Y.Array) return value.toArray().map(projected)
  if (value instanceof Y.Text) return value.toString()
  if (value instanceof Y.Doc) return { guid: value.guid }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value === 'bigint') return Number(value)
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return null
  if (Array.isArray(value)) return value.map(projected)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, projected(held)]))
  }
  return value
}

function project (reader) {
  const doc = load(list(reader))
  const json = JSON.parse(reader.text())
  for (const [root, value] of Object.entries(json)) {
    const [given, held] = [value, projected(doc.getMap(root))].map(one => JSON.stringify(sorted(one)))
    if (given !== held) return root + difference(given, held)
  }
  return ''
}

function sorted (value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]))
}

function same (reader, compared) {
  requireSame(load(list(reader)), load(list(reader)), 'same', compared)
  return ''
}

// What an update builds on: the clock that each client must have reached.
function needs (update) {
  const { structs, ds } = Y.decodeUpdate(update)
  const clocks = new Map()
  const own = new Map()
  const need = (client, clock) => {
    if (clock > (clocks.get(client) ?? 0)) clocks.set(client, clock)
  }
  for (const struct of structs) {
    if (!own.has(struct.id.client)) need(struct.id.client, struct.id.clock)
    own.set(struct.id.client, struct.id.clock + struct.length)
  }
  const needId = id => {
    if (id instanceof Y.ID && id.clock >= (own.get(id.client) ?? 0)) need(id.client, id.clock + 1)
  }
  for (const struct of structs) for (const id of [struct.origin, struct.rightOrigin, struct.parent]) needId(id)
  for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) if (clock + len > (own.get(client) ?? 0)) need(client, clock + len)
  return [...clocks]
}

// Another order in which each update finds what it builds on, as a peer may see it: own edits before those of others.
function reordered (updates, needed, rng) {
  const order = updates.map((_, i) => i)
  const swaps = rng.chance(0.5) ? order.length - 1 : 1 + rng.below(3)
  for (let n = 0; n < swaps; n++) order.splice(rng.below(order.length), 0, ...order.splice(rng.below(order.length), 1))
  const doc = load([])
  const taken = []
  while (order.length > 0) {
    const at = order.findIndex(i => needed[i].every(([client, clock]) => Y.getState(doc.store, client) >= clock))
    if (at < 0) throw new Error('updates that build on nothing')
    taken.push(...order.splice(at, 1))
    Y.applyUpdate(doc, updates[taken.at(-1)], 'remote')
  }
  return [doc, taken]
}

function orders (reader) {
  const updates = list(reader)
  const rng = random(reader.int())
  const needed = updates.map(needs)
  for (let left = reader.int(); left > 0; left--) {
    const [doc, order] = reordered(updates, needed, rng)
    requireSame(load(updates), doc, 'order ' + order)
  }
  return ''
}

function described (reader) {
  const doc = load(list(reader))
  return JSON.stringify({ content: JSON.parse(contentText(doc)), vector: vectorText(doc), deletes: deletesText(doc) })
}

const answers = [described, story, project, same, reader => same(reader, kept), orders]
// Yjs warns about types that it does not know yet; the answer says what matters.
console.warn = () => {}

for await (const frame of frames()) {
  const reader = new Reader(frame)
  let answer
  try {
    answer = answers[reader.byte()](reader)
  } catch (error) {
    answer = 'threw: ' + error.message
  }
  await put(new Writer().text(answer).bytes())
}
