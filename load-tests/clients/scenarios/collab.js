/** What the Hocuspocus framing promises: statuses, session names, refusals. */
import { HocuspocusProviderWebsocket as Socket4 } from 'hocuspocus-4'
import * as Y from 'yjs'
import { addComponent, editRandomly, fill } from '../lib/edits.js'
import { RawCollab, RawSync } from '../lib/raw.js'
import { recordedSocket, SocketRecord } from '../lib/socket.js'
import { collabSyncFrame, EMPTY_UPDATE, readCollabFrame, STEP2 } from '../lib/wire.js'

const COMPONENTS = 4_000
const MALFORMED = new Uint8Array([1, 1, 7, 0, 0x3f, 255, 255, 255])

/** @returns updates that set `views.<key>` to 0, 1, 2 … one at a time */
function updates (count, key = 'k') {
  const doc = new Y.Doc()
  const made = []
  doc.on('update', update => made.push(update))
  for (let i = 0; i < count; i++) doc.getMap('views').set(key, i)
  return made
}

async function rawSession (trial, designId) {
  const raw = new RawCollab(trial.place)
  await trial.until('open', () => raw.open)
  raw.sayAuth(designId)
  await trial.until('granted', () => raw.of(designId, 'auth').some(message => message.kind === 'granted'))
  return raw
}

/** The provider's own count of unsaved changes comes to nothing, by one status for each message. */
export async function status (trial, { kind }) {
  const designId = await trial.createDesign()
  let sent = 0
  let acknowledged = 0
  const client = await trial.joinSynced(kind, designId, {
    listen: (direction, frame) => {
      if (direction === 'open') return
      const message = readCollabFrame(frame)
      if (direction === 'out' && message.is === 'sync' && message.step !== 0) sent++
      if (direction === 'in' && message.is === 'status' && message.saved) acknowledged++
    }
  })
  for (let round = 0; round < 10; round++) {
    editRandomly(client.doc, trial.next, 20)
    await trial.until('saved', () => !client.unsynced && acknowledged === sent)
  }
  await trial.pause(300)
  trial.equal('statuses for messages', acknowledged, sent)
  trial.holds('nothing is unsaved', !client.unsynced)
  trial.pass('hasUnsyncedChanges becomes false', { kind, messages: sent })
}

/** One status for each message, also for messages that bring nothing new. */
export async function statusPerMessage (trial) {
  const designId = await trial.createDesign()
  const raw = await rawSession(trial, designId)
  const made = updates(30)
  const burst = made.flatMap(update => [update, update])
  for (const update of burst) raw.sayUpdate(designId, update)
  raw.say(collabSyncFrame(designId, STEP2, EMPTY_UPDATE))
  raw.say(collabSyncFrame(designId, STEP2, Y.mergeUpdates(made)))
  const wanted = burst.length + 2

  await trial.until('a status for each', () => raw.of(designId, 'status').length >= wanted)
  await trial.pause(500)
  trial.equal('statuses', raw.of(designId, 'status').map(message => message.saved), Array(wanted).fill(true))

  // A second session that repeats what the first has said is acknowledged too, once.
  const second = await rawSession(trial, designId)
  second.sayUpdate(designId, Y.mergeUpdates(made))
  await trial.until('acknowledged', () => second.of(designId, 'status').length === 1)
  raw.leave()
  second.leave()
  trial.pass('exactly one status for each message', { messages: wanted })
}

/** Two sessions of one document on one socket, as provider 4 tells them apart: `name\0session`. */
export async function sessionNames (trial) {
  const record = new SocketRecord()
  const addresses = new Set()
  record.listen((direction, frame) => {
    if (direction === 'in' && frame.length > 1) addresses.add(readCollabFrame(frame).address)
  })
  const socket = new Socket4({ url: trial.place.collab, WebSocketPolyfill: recordedSocket(record) })
  const designId = await trial.createDesign()
  const options = { websocketProvider: socket, record, provider: { sessionAwareness: true } }
  const one = await trial.joinSynced('hocuspocus-4', designId, options)
  const two = await trial.joinSynced('hocuspocus-4', designId, options)
  const plain = await trial.joinSynced('y-websocket-3', designId)
  for (const client of [one, two, plain]) editRandomly(client.doc, trial.next, 15)

  await trial.converged([one, two, plain])
  await trial.until('both are saved', () => !one.unsynced && !two.unsynced)
  one.awareness.setLocalState({ user: { name: 'one' } })
  const sees = (client, other) => client.awareness.getStates().get(other.doc.clientID)?.user?.name
  await trial.until('presence crosses', () => sees(two, one) === 'one' && sees(plain, one) === 'one')
  trial.equal('addresses', [...addresses].sort(), [one, two].map(client => client.provider.effectiveName).sort())
  one.provider.destroy()
  await trial.until('one left, its presence too', () => !sees(plain, one) && !sees(two, one))
  addComponent(two.doc, trial.next)
  await trial.until('the other session lives on', () => !two.unsynced)
  await trial.converged([two, plain])
  trial.equal('sockets', [record.connects, record.closes], [1, []])
  trial.pass('sessions of one document share a socket')
}

/** A malformed update is refused with a reason; the second closes that document and nothing else. */
export async function malformed (trial) {
  const [designId, other] = [await trial.createDesign(), await trial.createDesign()]
  const witness = await trial.joinSynced('hocuspocus-4', designId)
  const raw = await rawSession(trial, designId)
  raw.sayAuth(other)
  await trial.until('granted', () => raw.of(other, 'auth').some(message => message.kind === 'granted'))

  raw.sayUpdate(designId, MALFORMED)
  await trial.until('refused', () => raw.of(designId, 'status').length === 1)
  trial.equal('status', raw.of(designId, 'status')[0].saved, false)
  // The server tells what it makes of the design by the same kind of message, which has a type.
  const reasons = () => raw.of(designId, 'stateless').map(message => JSON.parse(message.payload)).filter(said => said.type !== 'evaluation')
  await trial.until('the reason', () => reasons().length === 1)
  const [reason] = reasons()
  trial.holds(`a reason a program can use: ${JSON.stringify(reason)}`,
    typeof reason.code === 'string' && Number.isInteger(reason.offset) && reason.whatToDo?.length > 5)
  const [good] = updates(1, 'after the refusal')
  raw.sayUpdate(designId, good)
  await trial.until('the session stays', () => raw.of(designId, 'status').at(-1).saved)
  await trial.until('others get the good one', () => witness.doc.getMap('views').get('after the refusal') === 0)

  raw.sayUpdate(designId, MALFORMED)
  await trial.until('the document is closed', () => raw.of(designId, 'close').length === 1)
  raw.sayUpdate(other, updates(1)[0])
  await trial.until('the other document lives', () => raw.of(other, 'status').some(message => message.saved))
  trial.equal('the socket stays', raw.closed, null)
  trial.equal('the witness', [witness.record.connects, witness.record.closes], [1, []])
  raw.leave()
  trial.pass('malformed on /collab', { reason })
}

/** The same on the y-websocket framing: message 2, then 4422. */
export async function malformedSync (trial) {
  const designId = await trial.createDesign()
  const witness = await trial.joinSynced('y-websocket-3', designId)
  const raw = new RawSync(trial.place, designId)
  await trial.until('open', () => raw.open)

  raw.sayUpdate(MALFORMED)
  await trial.until('message 2 says why', () => raw.heard('denied').length === 1)
  trial.equal('the session stays', raw.closed, null)
  raw.sayUpdate(updates(1)[0])
  await trial.until('a good update is taken', () => witness.doc.getMap('views').get('k') === 0)

  raw.sayUpdate(MALFORMED)
  await trial.until('closed', () => raw.closed !== null)
  trial.equal('code', raw.closed.code, 4422)
  trial.equal('the witness', [witness.record.connects, witness.record.closes], [1, []])
  trial.pass('malformed on /sync', { reason: raw.heard('denied')[0].reason })
}

/** `synced` comes with the document, however cold the room is: programs fill a document that is empty then. */
export async function synced (trial, { kind }) {
  const designId = await trial.createDesign()
  const writer = await trial.joinSynced('y-websocket-3', designId)
  const wanted = fill(writer.doc, trial.next, COMPONENTS, 20)
  const witness = await trial.joinSynced('y-websocket-2', designId)
  await trial.converged([writer, witness])
  for (const client of [writer, witness]) client.leave()
  await trial.ask('restart')

  const early = []
  const readers = []
  for (let i = 0; i < 20; i++) {
    const reader = trial.join(kind, designId)
    reader.provider.on('synced', () => early.push(reader.doc.getMap('components').size))
    readers.push(reader)
  }
  await trial.until('all say so', () => early.length >= readers.length)
  trial.equal('components at synced', early, early.map(() => COMPONENTS))
  trial.pass('synced comes with the document', { kind, bytes: wanted })
}
