/** The server is stopped or killed under fifty clients and comes back: all resync, no edit is lost. */
import { addComponent, editRandomly } from '../lib/edits.js'
import { KINDS } from '../lib/clients.js'

const ROOMS = 5
const PER_ROOM = 10

export default async function storm (trial, { how = 'restart' }) {
  const rooms = []
  for (let i = 0; i < ROOMS; i++) {
    const designId = await trial.createDesign()
    rooms.push(Array.from({ length: PER_ROOM }, (_, j) => trial.join(KINDS[(i + j) % KINDS.length], designId)))
  }
  const clients = rooms.flat()
  await trial.until('all are synced', () => clients.every(client => client.synced), 60_000)
  const written = new Map(clients.map(client => [client, []]))
  const write = () => {
    for (const client of clients) {
      written.get(client).push(addComponent(client.doc, trial.next))
      client.doc.getMap('meta').set('name', `by ${client.doc.clientID}`)
    }
  }
  const writing = setInterval(write, 50)
  await trial.pause(1_000)

  const restarted = trial.ask(how)
  await restarted
  const upAt = Date.now()
  await trial.until('all are back', () => clients.every(client => client.connected && client.synced), 90_000)
  const backMillis = Date.now() - upAt
  clearInterval(writing)
  for (const client of clients) editRandomly(client.doc, trial.next, 2)

  for (const room of rooms) await trial.converged(room, 60_000)
  for (const room of rooms) {
    const components = room[0].doc.getMap('components')
    const wanted = room.flatMap(client => written.get(client))
    // editRandomly may delete components after the storm; a component that nobody ever had is a loss.
    const lost = wanted.filter(id => !components.has(id) && !components._map.has(id))
    trial.equal('lost edits', lost, [])
  }
  trial.pass('all resync', {
    how, clients: clients.length, backMillis, edits: [...written.values()].flat().length,
    connects: clients.reduce((sum, client) => sum + client.record.connects, 0)
  })
}
