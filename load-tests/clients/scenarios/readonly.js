/** A viewer's share link: sees everything, is seen, changes nothing, keeps its session. */
import { addComponent, editRandomly } from '../lib/edits.js'
import { speaksCollab } from '../lib/clients.js'
import { readCollabFrame, readSyncFrame } from '../lib/wire.js'

export default async function readonly (trial, { kind }) {
  const designId = await trial.createDesign()
  const token = await trial.createLink(designId, 'viewer')
  const editor = await trial.joinSynced(kind, designId)
  addComponent(editor.doc, trial.next)
  const heard = []
  const read = speaksCollab(kind) ? readCollabFrame : readSyncFrame
  const viewer = await trial.joinSynced(kind, designId, {
    token,
    listen: (direction, frame) => { if (direction === 'in') heard.push(read(frame)) }
  })
  await trial.converged([editor, viewer])
  const connects = viewer.record.connects

  const forbidden = addComponent(viewer.doc, trial.next, 'must not arrive')
  viewer.doc.getMap('meta').set('name', 'taken over')
  viewer.awareness.setLocalState({ user: { name: 'viewer' } })
  const seen = () => editor.awareness.getStates().get(viewer.doc.clientID)?.user?.name === 'viewer'
  await trial.until('the viewer is seen', seen)
  editRandomly(editor.doc, trial.next, 20)
  const marker = addComponent(editor.doc, trial.next, 'after')
  await trial.until('the viewer still gets edits', () => viewer.doc.getMap('components').has(marker))
  const fresh = await trial.joinSynced(kind, designId)
  await trial.converged([editor, fresh])
  trial.holds('the write reached nobody', !fresh.doc.getMap('components').has(forbidden))
  trial.holds('no name was taken', fresh.doc.getMap('meta').get('name') !== 'taken over')
  trial.equal('connects and closes of the viewer', [viewer.record.connects, viewer.record.closes], [connects, []])
  if (speaksCollab(kind)) {
    trial.equal('scope', viewer.provider.authorizedScope, 'readonly')
    const refused = () => heard.filter(message => message.is === 'status' && !message.saved).length >= 2
    await trial.until('SyncStatus(0) for each write', refused)
    trial.holds('the provider knows that it is not saved', viewer.unsynced)
  } else {
    await trial.until('message 2 says why', () => heard.some(message => message.is === 'denied'))
    trial.equal('how often message 2 comes', heard.filter(message => message.is === 'denied').length, 1)
  }
  trial.pass('a viewer cannot write', { kind })
}

/** An editor's link writes, and reconnecting over it does not matter. */
export async function editor (trial, { kind }) {
  const designId = await trial.createDesign()
  const token = await trial.createLink(designId, 'editor')
  const owner = await trial.joinSynced(kind, designId)
  const guest = await trial.joinSynced(kind, designId, { token })
  editRandomly(guest.doc, trial.next, 20)
  editRandomly(owner.doc, trial.next, 20)
  await trial.converged([owner, guest])

  guest.offline()
  await trial.until('the guest is offline', () => !guest.connected)
  editRandomly(guest.doc, trial.next, 20)
  editRandomly(owner.doc, trial.next, 20)
  guest.online()

  await trial.until('the guest is back', () => guest.synced)
  await trial.converged([owner, guest])
  trial.pass('an editor link writes', { kind })
}
