// Stock Yjs as the judge. A request is a frame, its answer a frame; requests are answered in order.
//   0 content: updates            -> text: JSON {content, vector, deletes} of a fresh document that took them
//   1 story:   steps              -> text: empty when every step held, else the first that did not
//              step = update, state: the update goes into one running document, the state into a fresh one; both hold the same
//   2 project: updates, JSON      -> text: empty when the JSON equals what the named Y.Maps hold
//   3 same:    updates, updates   -> text: empty when both lists lead to the same content
//   4 native:  updates, updates   -> the same, but for what native code is known not to keep
import * as Y from 'yjs'
import { frames, put, Reader, Writer } from './frames.mjs'
import { comparable, contentText, deletesText, vectorText } from './tagged.mjs'

function load (updates) {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

function list (reader) {
  return Array.from({ length: reader.int() }, () => reader.blob())
}

function requireWhole (doc, who) {
  if (doc.store.pendingStructs !== null) throw new Error(who + ' holds pending structs')
  if (doc.store.pendingDs !== null) throw new Error(who + ' holds pending deletes')
}

// What native code is known not to keep (docs/spec/fuzz.md, FUZZ-4): the sign of a zero (nor does JSON in Yjs), the options of a
// subdocument, and that an integer which a plain number can hold was a BigInt.
const kept = text => text.replaceAll('{"$":"number","v":"-0"}', '0')
  .replace(/,"options":"(?:[^"\\]|\\.)*"/g, '')
  .replace(/\{"\$":"bigint","v":"(-?\d+)"\}/g, (_, digits) => String(Number(digits)))

// Both texts around the first place where they differ.
function difference (left, right) {
  let at = 0
  while (left[at] === right[at]) at++
  const around = text => '\n  ' + text.slice(Math.max(0, at - 80), at + 80)
  return around(left) + around(right)
}

function requireSame (one, other, what, compared = text => text) {
  requireWhole(one, what + ': the first document')
  requireWhole(other, what + ': the second document')
  const left = compared(comparable(one))
  const right = compared(comparable(other))
  if (left !== right) throw new Error(what + ': content differs' + difference(left, right))
  if (vectorText(one) !== vectorText(other)) {
    throw new Error(what + ': vectors differ ' + vectorText(one) + ' ' + vectorText(other))
  }
}

function story (reader) {
  const running = new Y.Doc()
  const count = reader.int()
  for (let step = 0; step < count; step++) {
    const update = reader.blob()
    const state = reader.blob()
    try {
      Y.applyUpdate(running, update)
      if (state.length > 0) requireSame(running, load([state]), 'updates against native state', kept)
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

function described (reader) {
  const doc = load(list(reader))
  return JSON.stringify({ content: JSON.parse(contentText(doc)), vector: vectorText(doc), deletes: deletesText(doc) })
}

const answers = [described, story, project, same, reader => same(reader, kept)]
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
