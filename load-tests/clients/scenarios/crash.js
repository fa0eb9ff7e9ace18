/**
 * kill -9 under writers of every kind. After each kill a fresh replica reads what the server holds by itself, before
 * any writer is back to mend it: every acknowledged operation must be there. Then all come back and must be equal.
 */
import { KINDS, speaksCollab } from '../lib/clients.js'
import { below, pick } from '../lib/random.js'
import { difference } from '../lib/replicas.js'
import { readCollabFrame, readSyncFrame, STEP2 } from '../lib/wire.js'
import { Writer } from '../lib/writer.js'

const WRITERS = [
  ['hocuspocus-4', false],
  ['hocuspocus-3', false],
  ['y-websocket-3', true],
  ['y-websocket-2', true],
  ['y-websocket-1', false]
]
const KILLS_PER_DESIGN = 10

export default async function crash (trial, { kills = 20, rooms: roomCount = 3, writers = WRITERS }) {
  const total = {
    kills: 0, operations: 0, acknowledgedCollab: 0, acknowledgedDurable: 0,
    lost: 0, divergent: 0, unloadable: 0, refused: 0, downMillisMax: 0, findings: []
  }
  let rooms = []
  for (let kill = 0; kill < kills; kill++) {
    if (kill % KILLS_PER_DESIGN === 0) {
      for (const room of rooms) retire(room, total)
      rooms = await open(trial, roomCount, writers)
    }
    await strike(trial, rooms, total)
    trial.report({ kill: kill + 1, ...total, findings: total.findings.length, operations: operations(rooms, total) })
    if (total.findings.length > 20) break
  }
  for (const room of rooms) retire(room, total)
  trial.report({ result: total })
}

async function open (trial, roomCount, kinds) {
  const rooms = []
  for (let i = 0; i < roomCount; i++) {
    const designId = await trial.createDesign(`crash ${i}`)
    const writers = kinds.map(([kind, durable], j) => new Writer(`w${j}`, kind, trial.place, designId, durable))
    rooms.push({ designId, writers })
  }
  await trial.until('writers are synced', () => rooms.every(room => room.writers.every(writer => writer.client.synced)))
  return rooms
}

async function strike (trial, rooms, total) {
  const writers = rooms.flatMap(room => room.writers)
  for (const writer of writers) writer.start()
  await trial.ask('kill', { afterMillis: 30 + below(trial.next, pick(trial.next, [100, 600, 2_000])) })
  for (const writer of writers) writer.stop()
  // The last acknowledgements may still be in this process's socket buffers: take them before the sockets are dropped.
  await trial.until('the sockets end', () => writers.every(writer => !writer.client.connected), 10_000)
  for (const writer of writers) {
    writer.freeze()
    // Provider 3 goes on with a retry that has begun: it may be back before the judgement, and only mends.
    writer.client.offline()
  }
  const downAt = Date.now()
  await trial.ask('start')
  total.downMillisMax = Math.max(total.downMillisMax, Date.now() - downAt)
  total.kills++
  for (const room of rooms) await judge(trial, room, total)
}

async function judge (trial, room, total) {
  const found = (what, text) => {
    total[what]++
    total.findings.push(`kill ${total.kills}, design ${room.designId}: ${what}: ${text}`)
    trial.report({ finding: total.findings.at(-1) })
  }
  // A Hocuspocus provider also calls itself synced when all it sent is acknowledged: step 2 itself is the proof.
  let loaded = false
  const kind = pick(trial.next, KINDS)
  const read = speaksCollab(kind) ? readCollabFrame : readSyncFrame
  const listen = (direction, frame) => {
    if (direction !== 'in') return
    const message = read(frame)
    if (message.is === 'sync' && message.step === STEP2) loaded = true
  }
  const reader = trial.join(kind, room.designId, { listen })
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
    for (const reason of writer.refused.splice(0)) found('refused', `${writer.name}: ${reason}`)
  }
  reader.leave()
  trial.joined.splice(trial.joined.indexOf(reader), 1)
}

const operations = (rooms, total) => total.operations +
  rooms.flatMap(room => room.writers).reduce((sum, writer) => sum + writer.count, 0)

function retire (room, total) {
  for (const writer of room.writers) {
    total.operations += writer.count
    if (writer.ackedBy === 'collab') total.acknowledgedCollab += writer.acknowledged
    if (writer.ackedBy === 'durable') total.acknowledgedDurable += writer.acknowledged
    writer.client.leave()
  }
}
