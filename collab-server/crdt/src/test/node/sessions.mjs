// Honest sessions that a gatekeeper could take for an attack. Each returns a finished recording.
import * as Y from 'yjs'
import { component, declare, edit, editText } from './edits.mjs'
import { random } from './random.mjs'
import { Recording } from './recording.mjs'

const pair = (name, options) => {
  const recording = new Recording(name, options)
  const [ann, bob] = ['ann', 'bob'].map(identity => recording.peer(identity, options))
  declare(ann.doc)
  declare(bob.doc)
  return [recording, ann, bob]
}

const undo = (peer, scope) => new Y.UndoManager(scope, { trackedOrigins: new Set([peer.identity]), captureTimeout: 0 })
const tracked = (peer, change) => peer.doc.transact(() => change(peer.doc), peer.identity)

function everything (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('everything')
  for (let i = 0; i < 150; i++) rng.pick([ann, bob]).edit(doc => edit(doc, rng))
  return recording.finish()
}

function concurrentTyping (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('concurrent typing')
  ann.doc.getText('text').insert(0, 'The quick brown fox')
  for (let round = 0; round < 6; round++) {
    ann.disconnect()
    bob.disconnect()
    for (let i = 0; i < 15; i++) for (const peer of [ann, bob]) editText(peer.doc.getText('text'), rng)
    ann.connect()
    bob.connect()
    ann.sendMissing()
  }
  return recording.finish()
}

function overlappingFormats () {
  const [recording, ann, bob] = pair('overlapping formats')
  const text = peer => peer.doc.getText('text')
  text(ann).insert(0, 'formatted by two people at once')
  ann.disconnect()
  bob.disconnect()
  text(ann).format(2, 12, { bold: true })
  text(ann).format(8, 12, { bold: null, em: {} })
  text(bob).format(5, 20, { bold: true, link: { href: 'a' } })
  text(bob).delete(10, 4)
  ann.connect()
  bob.connect()
  text(ann).format(0, text(ann).length, { bold: null })
  return recording.finish()
}

function undoRedo (seed, gc) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('undo ' + (gc ? 'with' : 'without') + ' garbage collection', { gc })
  const components = ann.doc.getMap('components')
  const manager = undo(ann, [components, ann.doc.getText('text'), ann.doc.getArray('list')])
  for (let i = 0; i < 40; i++) {
    tracked(ann, doc => {
      edit(doc, rng)
      if (i % 5 === 0) components.set('c' + i, component(rng))
      if (i % 7 === 6) components.delete('c' + (i - i % 5))
      doc.getText('text').insert(0, 'w' + i)
      if (i % 4 === 3) doc.getText('text').delete(1, 3)
    })
    if (i % 3 === 0) bob.edit(doc => edit(doc, rng))
    if (i % 6 === 5) for (let n = 0; n < 3; n++) manager.undo()
    if (i % 12 === 11) for (let n = 0; n < 2; n++) manager.redo()
  }
  while (manager.canUndo()) manager.undo()
  while (manager.canRedo()) manager.redo()
  return recording.finish()
}

// Undo brings back a deleted type and then what was deleted in it before, while others write into the restored one.
function undoBelowRestored (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('undo below a restored type while another writes there')
  const lists = ann.doc.getMap('components')
  const manager = undo(ann, [lists])
  const list = peer => peer.doc.getMap('components').get('one')?.get('list')
  for (let round = 0; round < 6; round++) {
    tracked(ann, () => lists.set('one', new Y.Map([['list', new Y.Array()], ['text', new Y.Text('abcdef')]])))
    for (let i = 0; i < 6; i++) tracked(ann, () => list(ann).insert(rng.below(list(ann).length + 1), [i, i + 'x']))
    for (let i = 0; i < 4; i++) tracked(ann, () => list(ann).delete(rng.below(list(ann).length), 1))
    for (let i = 0; i < 3; i++) tracked(ann, () => lists.get('one').get('text').delete(rng.below(3), 1))
    tracked(ann, () => lists.delete('one'))
    for (let n = 0; n < 9 && manager.canUndo(); n++) {
      if (rng.chance(0.3)) bob.disconnect()
      manager.undo()
      if (list(bob)) bob.edit(() => list(bob).insert(rng.below(list(bob).length + 1), ['bob' + n]))
      const text = peer => peer.doc.getMap('components').get('one')?.get('text')
      if (text(bob)) bob.edit(() => text(bob).insert(rng.below(text(bob).length + 1), 'B'))
      if (list(ann) && rng.chance(0.5)) ann.edit(() => list(ann).insert(rng.below(list(ann).length + 1), ['own' + n]))
      if (!bob.online) bob.connect()
    }
    while (rng.chance(0.7) && manager.canRedo()) manager.redo()
  }
  return recording.finish()
}

function editInsideDeleted (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('offline edit inside what another deleted')
  const of = (peer, id) => peer.doc.getMap('components').get(id)
  for (const id of ['one', 'two']) ann.edit(doc => doc.getMap('components').set(id, component(rng)))
  ann.doc.getText('text').insert(0, 'a paragraph that goes away')
  bob.disconnect()
  ann.doc.getMap('components').delete('one')
  ann.doc.getText('text').delete(2, 20)
  bob.edit(() => {
    of(bob, 'one').set('name', 'renamed while offline')
    of(bob, 'one').get('config').set('/spec/image', new Y.Map([['deep', new Y.Array()]]))
    of(bob, 'one').get('notes').insert(3, 'typed while offline')
    of(bob, 'two').set('name', 'still here')
  })
  for (let i = 0; i < 12; i++) of(bob, 'one').get('notes').insert(2 + i, 'k')
  of(bob, 'one').get('notes').delete(1, 6)
  bob.doc.getText('text').insert(9, 'inside a deleted run')
  bob.connect()
  return recording.finish()
}

function mergeOverGap () {
  const [recording, ann] = pair('mergeUpdates over a gap')
  const held = []
  ann.disconnect()
  ann.doc.on('update', update => held.push(update))
  for (let i = 0; i < 9; i++) ann.doc.getText('text').insert(i, 'abcdefghi'[i])
  ann.online = true
  ann.send(Y.mergeUpdates([held[0], held[1], held[4], held[5], held[8]]), { mayGap: true })
  ann.send(held[7], { mayGap: true })
  ann.sendMissing()
  ann.online = false
  return recording.finish()
}

function offlineDragging (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('ten minutes of offline dragging')
  ann.edit(doc => {
    for (let i = 0; i < 200; i++) doc.getMap('components').set('node' + i, component(rng))
  })
  bob.disconnect()
  // Ten writes a second, as a drag is told at most; one transaction moves the selection of 20 nodes a tenth of the time.
  for (let i = 0; i < 6000; i++) {
    const first = rng.below(200)
    bob.edit(doc => {
      for (let n = 0; n < (i % 60 === 0 ? 20 : 1); n++) {
        doc.getMap('components').get('node' + (first + n) % 200).set('pos', [rng.below(4000) / 4, rng.below(4000) / 4])
      }
    })
  }
  ann.edit(doc => doc.getMap('components').delete('node7'))
  bob.connect()
  return recording.finish()
}

function twoTabs (seed) {
  const rng = random(seed)
  const recording = new Recording('two tabs of one user')
  const tabs = [recording.peer('ann'), recording.peer('ann'), recording.peer('bob')]
  for (const tab of tabs) declare(tab.doc)
  for (let i = 0; i < 60; i++) rng.pick(tabs).edit(doc => edit(doc, rng))
  tabs[0].disconnect()
  for (let i = 0; i < 10; i++) tabs[0].edit(doc => edit(doc, rng))
  // Both tabs share one store in the browser: the other tab brings the edits of the one that is offline.
  Y.applyUpdate(tabs[1].doc, Y.encodeStateAsUpdate(tabs[0].doc, Y.encodeStateVector(tabs[1].doc)), 'remote')
  tabs[1].sendMissing()
  return recording.finish()
}

function reload (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('reload with unsent edits under an older client id')
  for (let i = 0; i < 20; i++) ann.edit(doc => edit(doc, rng))
  ann.disconnect()
  for (let i = 0; i < 20; i++) ann.edit(doc => edit(doc, rng))
  const stored = Y.encodeStateAsUpdate(ann.doc)
  ann.close()
  bob.edit(doc => edit(doc, rng))
  const again = recording.peer('ann', { online: false })
  Y.applyUpdate(declare(again.doc), stored, 'remote')
  again.connect()
  for (let i = 0; i < 10; i++) again.edit(doc => edit(doc, rng))
  return recording.finish()
}

function relay (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair("relay of another user's edits after a crash")
  for (let i = 0; i < 10; i++) ann.edit(doc => edit(doc, rng))
  ann.disconnect()
  bob.disconnect()
  for (let i = 0; i < 10; i++) ann.edit(doc => edit(doc, rng))
  Y.applyUpdate(bob.doc, Y.encodeStateAsUpdate(ann.doc), 'remote')
  for (let i = 0; i < 5; i++) bob.edit(doc => edit(doc, rng))
  bob.connect()
  ann.connect()
  ann.edit(doc => edit(doc, rng))
  return recording.finish()
}

function resends (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('step 2 again and again')
  for (let i = 0; i < 50; i++) {
    const peer = rng.pick([ann, bob])
    peer.edit(doc => edit(doc, rng))
    if (rng.chance(0.3)) peer.send(Y.encodeStateAsUpdate(peer.doc))
    if (rng.chance(0.2)) peer.send(Y.encodeStateAsUpdate(peer.doc, Y.encodeStateVector(new Y.Doc())))
  }
  ann.send(Y.mergeUpdates([Y.encodeStateAsUpdate(ann.doc), Y.encodeStateAsUpdate(bob.doc)]))
  return recording.finish()
}

function withoutCollection (seed) {
  const rng = random(seed)
  const recording = new Recording('one client keeps what others collect')
  const [ann, bob] = [recording.peer('ann', { gc: false }), recording.peer('bob')]
  declare(ann.doc)
  declare(bob.doc)
  for (let i = 0; i < 80; i++) rng.pick([ann, bob]).edit(doc => edit(doc, rng))
  for (const id of [...ann.doc.getMap('components').keys()]) ann.doc.getMap('components').delete(id)
  ann.send(Y.encodeStateAsUpdate(ann.doc))
  bob.send(Y.encodeStateAsUpdate(bob.doc))
  return recording.finish()
}

function ordering (seed) {
  const rng = random(seed)
  const [recording, ann, bob] = pair('order by fractional index')
  ann.edit(doc => { for (let i = 0; i < 10; i++) doc.getMap('components').set('n' + i, component(rng)) })
  for (let i = 0; i < 40; i++) {
    rng.pick([ann, bob]).doc.getMap('components').get('n' + rng.below(10)).set('z', 'a' + rng.id(1 + i % 6))
  }
  return recording.finish()
}

function surrogates () {
  const [recording, ann, bob] = pair('edits inside surrogate pairs')
  const text = peer => peer.doc.getText('text')
  text(ann).insert(0, '😀😀😀')
  text(bob).insert(1, 'x')
  text(ann).delete(2, 2)
  bob.disconnect()
  text(ann).insert(0, 'é😀')
  text(bob).delete(0, 1)
  bob.connect()
  return recording.finish()
}

/** Every session of a seed. */
export const sessions = seed => [
  everything(seed), concurrentTyping(seed), overlappingFormats(), undoRedo(seed, true), undoRedo(seed, false), undoBelowRestored(seed),
  editInsideDeleted(seed), mergeOverGap(), offlineDragging(seed), twoTabs(seed), reload(seed), relay(seed), resends(seed),
  withoutCollection(seed), ordering(seed), surrogates()
]

/** The sessions that are small enough to be committed. */
export const golden = seed => sessions(seed).filter(recording => recording.events.length < 100 && recording.name.indexOf('dragging') < 0)
