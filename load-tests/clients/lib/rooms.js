/** Rooms full of writers of every kind, and the judgement of what a server holds of them. */
import { KINDS, speaksCollab } from './clients.js'
import { pick } from './random.js'
import { difference } from './replicas.js'
import { readCollabFrame, readSyncFrame, STEP2 } from './wire.js'
import { Writer } from './writer.js'

export const WRITERS = [
  ['hocuspocus-4', false],
  ['hocuspocus-3', false],
  ['y-websocket-3', true],
  ['y-websocket-2', true],
  ['y-websocket-1', false]
]

/** @returns what a trial counts */
export const emptyTotal = () => ({
  operations: 0, acknowledgedCollab: 0, acknowledgedDurable: 0,
  lost: 0, duplicated: 0, divergent: 0, unloadable: 0, refused: 0, findings: []
})

/** @returns the sockets' addresses of a server */
export const placeAt = base => ({ sync: base.replace('http', 'ws') + '/sync', collab: base.replace('http', 'ws') + '/collab' })

/** @param places servers among which the writers of each room are spread */
export async function openRooms (trial, count, kinds = WRITERS, places = [trial.place]) {
  const rooms = []
  for (let i = 0; i < count; i++) {
    const designId = await trial.createDesign(`proof ${i}`)
    const writers = kinds.map(([kind, durable], j) => new Writer(`w${j}`, kind, places[(i + j) % places.length], designId, durable))
    rooms.push({ designId, writers })
  }
  await trial.until('writers are synced', () => rooms.every(room => room.writers.every(writer => writer.client.synced)))
  return rooms
}

export function finding (trial, total, what, when, room, text) {
  total[what]++
  total.findings.push(`${when}, design ${room.designId}: ${what}: ${text}`)
  trial.report({ finding: total.findings.at(-1) })
}

/** A fresh replica must hold all that was acknowledged by the last freeze; then all replicas must become equal. */
export async function judge (trial, room, total, when, place = trial.place) {
  const found = (what, text) => finding(trial, total, what, when, room, text)
  // A Hocuspocus provider also calls itself synced when all it sent is acknowledged: step 2 itself is the proof.
  let loaded = false
  const kind = pick(trial.next, KINDS)
  const read = speaksCollab(kind) ? readCollabFrame : readSyncFrame
  const listen = (direction, frame) => {
    if (direction !== 'in') return
    const message = read(frame)
    if (message.is === 'sync' && message.step === STEP2) loaded = true
  }
  const reader = trial.join(kind, room.designId, { listen }, place)
  try {
    await trial.until('the room loads', () => loaded && reader.synced, 30_000)
    for (const writer of room.writers) {
      const missing = writer.missingFrom(reader.doc)
      if (missing.length) found('lost', `${missing.length} operations, read with ${kind}: ${missing.slice(0, 3)}; ${writer.account(room)}`)
    }
  } catch (error) {
    found('unloadable', `read with ${kind}: ${error.message}`)
  }
  for (const writer of room.writers) writer.client.online()
  const docs = [reader, ...room.writers.map(writer => writer.client)].map(client => client.doc)
  try {
    await trial.until('the writers are back', () => room.writers.every(writer => writer.client.synced), 60_000)
    await trial.until('the replicas are equal', () => difference(docs) === null, 60_000)
  } catch (error) {
    found('divergent', `${error.message}: ${difference(docs)}`)
  }
  for (const writer of room.writers) {
    for (const text of writer.repeatedIn(reader.doc)) found('duplicated', text)
    for (const reason of writer.refused.splice(0)) found('refused', `${writer.name}: ${reason}`)
  }
  reader.leave()
  trial.joined.splice(trial.joined.indexOf(reader), 1)
}

export const operationsOf = (rooms, total) => total.operations +
  rooms.flatMap(room => room.writers).reduce((sum, writer) => sum + writer.count, 0)

export function retire (room, total) {
  for (const writer of room.writers) {
    total.operations += writer.count
    if (writer.ackedBy === 'collab') total.acknowledgedCollab += writer.acknowledged
    if (writer.ackedBy === 'durable') total.acknowledgedDurable += writer.acknowledged
    writer.client.leave()
  }
}
