/** The disk fills up under a writer: nothing is acknowledged or shown that is not kept; with room again all goes on. */
import * as Y from 'yjs'
import { RawCollab } from '../lib/raw.js'
import { readCollabFrame } from '../lib/wire.js'

const CHUNK = 40_000
const QUIET_MILLIS = 4_000
const AHEAD = 8

export default async function fulldisk (trial, { inPlace = false, chunks = 250 }) {
  const designId = await trial.createDesign()
  let acknowledged = 0
  const updates = []
  const writer = await trial.joinSynced('hocuspocus-4', designId)
  const reader = await trial.joinSynced('y-websocket-3', designId)
  await trial.until('the empty document is settled', () => !writer.unsynced)
  writer.record.listen((direction, frame) => {
    if (direction !== 'in') return
    const message = readCollabFrame(frame)
    if (message.is === 'status' && message.saved) acknowledged++
  })
  writer.doc.on('update', (update, origin) => { if (origin !== writer.provider) updates.push(update) })
  const views = writer.doc.getMap('views')
  let full = false
  for (let i = 0; i < chunks && !full; i++) {
    views.set(`chunk ${i}`, `${i}:${'x'.repeat(CHUNK)}`)
    full = !await happensSoon(trial, () => acknowledged >= i - AHEAD)
  }
  trial.holds(`the disk is full before ${chunks} chunks are in`, full)

  const stoppedAt = acknowledged
  await noAcknowledgementFor(trial, designId, updates)
  trial.equal('acknowledged while the disk is full', acknowledged, stoppedAt)
  const shown = [...reader.doc.getMap('views').keys()].length
  trial.holds(`others see ${shown} chunks, ${acknowledged} are kept`, shown <= acknowledged)
  await trial.until('the writer is told', () => writer.stateless.length > 0, 20_000)
  trial.pass('nothing is acknowledged', { acknowledged, written: updates.length, told: writer.stateless.at(-1) })

  if (!inPlace) for (const client of [writer, reader]) client.offline()
  await trial.ask('moreRoom')
  const fresh = await trial.joinSynced('hocuspocus-3', designId)
  const held = fresh.doc.getMap('views')
  for (let i = 0; i < stoppedAt; i++) trial.holds(`chunk ${i} is kept`, held.get(`chunk ${i}`)?.startsWith(`${i}:`))
  if (!inPlace) for (const client of [writer, reader]) client.online()
  await trial.until('all is saved at last', () => writer.synced && !writer.unsynced, 60_000)
  await trial.converged([writer, reader, fresh], 60_000)
  trial.equal('chunks', held.size, updates.length)
  trial.pass('with room again all goes on')
}

/** Waits for the condition, but not for ever: on a full disk it never holds. */
async function happensSoon (trial, condition) {
  return trial.until('an acknowledgement', condition, QUIET_MILLIS).then(() => true, () => false)
}

/** What the room already has, but not the disk, is not acknowledged to somebody who repeats it either. */
async function noAcknowledgementFor (trial, designId, updates) {
  const raw = new RawCollab(trial.place)
  await trial.until('open', () => raw.open)
  raw.sayAuth(designId)
  await trial.pause(1_000)
  raw.sayUpdate(designId, Y.mergeUpdates(updates.slice(-AHEAD)))
  await trial.pause(QUIET_MILLIS)
  trial.equal('acknowledged to one who repeats it', raw.of(designId, 'status').filter(status => status.saved), [])
  raw.leave()
}
