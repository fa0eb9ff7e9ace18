/** Clients of given kinds in one room: join, concurrent edits, offline and merge, presence, leaving. */
import { addComponent, editAndUndo, editRandomly } from '../lib/edits.js'

export default async function together (trial, { kinds }) {
  const designId = await trial.createDesign()
  const clients = kinds.map(kind => trial.join(kind, designId))
  await trial.until('all are synced', () => clients.every(client => client.synced))
  trial.pass('join')

  await concurrent(trial, clients)
  await offline(trial, clients)
  await presence(trial, clients, designId)

  const late = await trial.joinSynced(kinds[0], designId)
  await trial.converged([...clients, late])
  trial.equal('connects of each client but those that went offline', clients.filter((_, i) => i % 2 === 0)
    .map(client => client.record.connects), clients.filter((_, i) => i % 2 === 0).map(() => 1))
  trial.pass('a late client gets the whole document')
}

async function concurrent (trial, clients) {
  for (let round = 0; round < 6; round++) {
    for (const client of clients) editRandomly(client.doc, trial.next, 10)
    await trial.pause(20)
    for (const client of clients) editAndUndo(client.doc, trial.next, 4)
  }
  await trial.converged(clients)
  trial.pass('concurrent edits converge')
}

async function offline (trial, clients) {
  const away = clients.filter((_, i) => i % 2 === 1)
  const present = clients.filter((_, i) => i % 2 === 0)
  const doomed = addComponent(clients[0].doc, trial.next)
  await trial.converged(clients)
  for (const client of away) client.offline()
  await trial.until('they are offline', () => away.every(client => !client.connected))

  // Honest Yjs: an edit inside a component that somebody else deletes meanwhile.
  for (const client of away) {
    client.doc.getMap('components').get(doomed).get('notes').insert(1, 'written offline')
    client.doc.getMap('components').get(doomed).get('config').set('/offline', client.kind)
  }
  present[0].doc.getMap('components').delete(doomed)
  for (const client of clients) editRandomly(client.doc, trial.next, 40)
  const mine = away.map(client => addComponent(client.doc, trial.next, 'mine'))
  await trial.converged(present)
  for (const client of away) client.online()

  await trial.until('they are back', () => away.every(client => client.synced))
  await trial.converged(clients)
  mine.forEach(id => trial.holds('an offline component arrived', clients[0].doc.getMap('components').has(id)))
  trial.pass('offline edits merge')
}

async function presence (trial, clients, designId) {
  clients.forEach((client, i) => client.awareness.setLocalState({ user: { name: `user ${i}` }, cursor: [i, i] }))
  const sees = (client, other) => client.awareness.getStates().get(other.doc.clientID)
  await trial.until('everyone sees everyone', () => clients.every((client, i) =>
    clients.every((other, j) => sees(client, other)?.user?.name === `user ${j}`)))
  clients[0].awareness.setLocalStateField('cursor', [77, 1])
  await trial.until('the cursor moves', () => clients.every(client => sees(client, clients[0])?.cursor[0] === 77))
  trial.pass('presence is seen')

  const polite = await trial.joinSynced(clients[0].kind, designId)
  const cut = await trial.joinSynced(clients.at(-1).kind, designId)
  for (const guest of [polite, cut]) guest.awareness.setLocalState({ user: { name: 'guest' } })
  await trial.until('the guests are seen, and see who was there before', () => clients.every(client =>
    sees(client, polite) && sees(client, cut) && sees(polite, client) && sees(cut, client)))
  polite.leave()
  await trial.until('who left is gone', () => clients.every(client => !sees(client, polite)))
  cut.vanish()
  await trial.until('who was cut off is gone', () => clients.every(client => !sees(client, cut)), 10_000)
  trial.pass('presence ends on leaving')
}
