/** A permanent refusal: the client learns it, and does not storm. */
import { HocuspocusProviderWebsocket as Socket3 } from 'hocuspocus-3'
import { HocuspocusProviderWebsocket as Socket4 } from 'hocuspocus-4'
import { addComponent } from '../lib/edits.js'
import { recordedSocket, SocketRecord } from '../lib/socket.js'

const unknown = () => 'doesNotExist' + Math.random().toString(36).slice(2).padEnd(10, 'x').slice(0, 10)

/** y-websocket: few connects in six seconds; version 3 obeys at once. */
export async function sync (trial, { kind, design = unknown(), code = 4404 }) {
  const client = trial.join(kind, design)
  let gone = null
  client.provider.on('closed', event => { gone = event })
  await trial.pause(6_000)

  const { connects, closes } = client.record
  trial.holds(`${connects} connects in 6 s are few`, connects >= 1 && connects <= 5)
  trial.holds(`it is told at least once: ${JSON.stringify(closes)}`, closes.length >= 1)
  trial.equal('codes', [...new Set(closes.map(close => close.code))], [code])
  trial.holds('never synced', !client.synced)
  if (kind === 'y-websocket-3') trial.equal('connects, and what it learned', [connects, gone?.code], [1, code])
  trial.pass('no storm', { kind, connects, closes })
}

/** Hocuspocus: the document is refused, its socket and the other document on it live on. */
export async function collab (trial, { kind }) {
  const record = new SocketRecord()
  const Socket = kind === 'hocuspocus-3' ? Socket3 : Socket4
  const socket = new Socket({ url: trial.place.collab, WebSocketPolyfill: recordedSocket(record) })
  const designId = await trial.createDesign()
  const good = await trial.joinSynced(kind, designId, { websocketProvider: socket, record })
  const bad = trial.join(kind, unknown(), { websocketProvider: socket, record })

  await trial.until('it is told', () => bad.failures.length + bad.closed.length > 0)
  await trial.pause(4_000)
  addComponent(good.doc, trial.next)
  await trial.until('the other document is saved', () => !good.unsynced)
  const witness = await trial.joinSynced(kind, designId)
  await trial.converged([good, witness])
  trial.equal('connects and closes of the socket', [record.connects, record.closes], [1, []])
  trial.holds(`few reasons: ${bad.failures}`, bad.failures.length <= 3)
  trial.holds('never synced', !bad.synced)
  socket.destroy()
  trial.pass('only that document is refused', { kind, failures: bad.failures })
}
