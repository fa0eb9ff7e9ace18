/** A first sync of two megabytes, up and down, of many small parts and of one long text. */
import * as Y from 'yjs'
import { fill } from '../lib/edits.js'

const WANTED_BYTES = 2 << 20

export default async function big (trial, { kind }) {
  await move(trial, kind, 'many components', doc => fill(doc, trial.next, 8_000, 20))
  await move(trial, kind, 'one long text', doc => {
    const notes = new Y.Text()
    doc.getMap('components').set('long', new Y.Map([['notes', notes]]))
    notes.insert(0, 'lorem ipsum '.repeat(WANTED_BYTES / 11))
    return Y.encodeStateAsUpdate(doc).length
  })
}

async function move (trial, kind, what, write) {
  const designId = await trial.createDesign()
  const doc = new Y.Doc()
  const bytes = write(doc)
  trial.holds(`${bytes} bytes are 2 MB`, bytes >= WANTED_BYTES)

  const upAt = Date.now()
  const sender = await trial.joinSynced(kind, designId, { doc })
  // Synced says that the client has what the server has; the other way round a second replica tells.
  const early = await trial.joinSynced(kind, designId)
  await trial.converged([sender, early], 60_000)
  const upMillis = Date.now() - upAt

  const downAt = Date.now()
  const fresh = await trial.joinSynced(kind, designId)
  await trial.converged([sender, fresh], 60_000)
  trial.equal('connects', [sender, early, fresh].map(client => client.record.connects), [1, 1, 1])
  trial.pass(`first sync of ${what}`, { kind, bytes, upMillis, downMillis: Date.now() - downAt })
}
