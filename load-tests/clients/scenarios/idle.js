/** Silence: nobody says anything for 90 s and nobody reconnects. */
import { addComponent } from '../lib/edits.js'
import { KINDS } from '../lib/clients.js'

export default async function idle (trial, { millis = 95_000 }) {
  const shared = await trial.createDesign()
  const clients = KINDS.map(kind => trial.join(kind, shared))
  for (const kind of KINDS) {
    clients.push(trial.join(kind, await trial.createDesign()))
    // Without a state of its own a client sends nothing at all, so that only the server can keep it awake.
    const silent = trial.join(kind, await trial.createDesign())
    silent.awareness.setLocalState(null)
    clients.push(silent)
  }
  await trial.until('all are synced', () => clients.every(client => client.synced))

  await trial.pause(millis)

  for (const client of clients) {
    trial.equal(`connects and closes of ${client.name}`, [client.record.connects, client.record.closes], [1, []])
    trial.holds(`${client.name} is still synced`, client.synced)
  }
  addComponent(clients[0].doc, trial.next)
  await trial.converged(clients.slice(0, KINDS.length))
  trial.pass('no reconnect in silence', { clients: clients.length, millis })
}
