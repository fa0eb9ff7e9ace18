/** The durable vector of `/sync?durable=1`: message 120 through the provider's own handler table. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { editRandomly } from '../lib/edits.js'
import { readSyncFrame, STEP1 } from '../lib/wire.js'

/** @returns the durable states that the server has told this client */
function listenTo (client) {
  const told = []
  client.provider.messageHandlers[120] = (_encoder, decoder) => told.push({
    sequence: decoding.readVarUint(decoder),
    stateVector: Y.decodeStateVector(decoding.readVarUint8Array(decoder)),
    version: String(decoding.readVarUint8Array(decoder)),
    acknowledged: decoding.readVarUint(decoder)
  })
  return told
}

export default async function durable (trial, { kind }) {
  const designId = await trial.createDesign()
  let sent = 0
  const client = await trial.joinSynced(kind, designId, {
    params: { durable: '1' },
    listen: (direction, frame) => {
      if (direction !== 'out') return
      const message = readSyncFrame(frame)
      if (message.is === 'sync' && message.step !== STEP1) sent++
    }
  })
  const told = listenTo(client)
  const other = await trial.joinSynced(kind, designId)
  const unasked = []
  other.record.listen((direction, frame) => { if (direction === 'in' && frame[0] === 120) unasked.push(frame) })
  const own = () => Y.getState(client.doc.store, client.doc.clientID)
  const covered = () => (told.at(-1)?.stateVector.get(client.doc.clientID) ?? 0) >= own()

  for (let round = 0; round < 5; round++) {
    client.doc.getMap('views').set('round', round)
    editRandomly(client.doc, trial.next, 10)
    await trial.until('the vector covers the edits', covered)
  }
  await trial.pause(600)
  const before = told.at(-1)
  client.doc.getMap('views').delete('round')
  await trial.until('a delete advances the sequence', () => told.at(-1).sequence > before.sequence)
  trial.holds('its version changes too', told.at(-1).version !== before.version)
  await trial.until('it counts every message of this session', () => told.at(-1).acknowledged === sent)
  const sequences = told.map(state => state.sequence)
  trial.equal('the sequence only grows', sequences, [...sequences].sort((a, b) => a - b))
  await trial.converged([client, other])
  trial.equal('messages to one who did not ask', unasked.length, 0)
  trial.pass('the durable vector', { kind, messages: told.length })
}
