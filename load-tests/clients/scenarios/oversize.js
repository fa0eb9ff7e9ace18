/** A frame over the limit (16 MiB and a little for the framing around an update) ends its own socket with 1009 and disturbs nobody. */
import { addComponent } from '../lib/edits.js'
import { RawCollab, RawSync } from '../lib/raw.js'

const TOO_LARGE = (16 << 20) + 2_048

async function refused (trial, raw, witness) {
  await trial.until('open', () => raw.open)
  raw.say(new Uint8Array(TOO_LARGE))
  await trial.until('closed', () => raw.closed !== null)
  trial.equal('code', raw.closed.code, 1009)
  addComponent(witness.doc, trial.next)
  const other = await trial.joinSynced('hocuspocus-4', witness.designId)
  await trial.converged([witness, other])
  trial.equal('the witness', [witness.record.connects, witness.record.closes], [1, []])
  trial.pass('closed with 1009')
}

async function witnessOf (trial) {
  const designId = await trial.createDesign()
  const witness = await trial.joinSynced('y-websocket-3', designId)
  witness.designId = designId
  return witness
}

export async function sync (trial) {
  const witness = await witnessOf(trial)
  await refused(trial, new RawSync(trial.place, witness.designId), witness)
}

export async function collab (trial) {
  const witness = await witnessOf(trial)
  const raw = new RawCollab(trial.place)
  await trial.until('open', () => raw.open)
  raw.sayAuth(witness.designId)
  await refused(trial, raw, witness)
}
