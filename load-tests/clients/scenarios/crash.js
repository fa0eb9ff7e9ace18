/**
 * kill -9 under writers of every kind. After each kill a fresh replica reads what the server holds by itself, before
 * any writer is back to mend it: every acknowledged operation must be there. Then all come back and must be equal.
 */
import { below, pick } from '../lib/random.js'
import { emptyTotal, judge, openRooms, operationsOf, retire, WRITERS } from '../lib/rooms.js'

const KILLS_PER_DESIGN = 10

export default async function crash (trial, { kills = 20, rooms: roomCount = 3, writers = WRITERS }) {
  const total = { kills: 0, ...emptyTotal(), downMillisMax: 0 }
  let rooms = []
  for (let kill = 0; kill < kills; kill++) {
    if (kill % KILLS_PER_DESIGN === 0) {
      for (const room of rooms) retire(room, total)
      rooms = await openRooms(trial, roomCount, writers)
    }
    await strike(trial, rooms, total)
    trial.report({ kill: kill + 1, ...total, findings: total.findings.length, operations: operationsOf(rooms, total) })
    if (total.findings.length > 20) break
  }
  for (const room of rooms) retire(room, total)
  trial.report({ result: total })
}

async function strike (trial, rooms, total) {
  const writers = rooms.flatMap(room => room.writers)
  for (const writer of writers) writer.start()
  await trial.ask('kill', { afterMillis: 30 + below(trial.next, pick(trial.next, [100, 600, 2_000])) })
  for (const writer of writers) writer.stop()
  // The last acknowledgements may still be in this process's socket buffers: take them before the sockets are dropped.
  await trial.until('the sockets end', () => writers.every(writer => !writer.client.connected), 10_000)
  for (const writer of writers) {
    writer.freeze()
    // Provider 3 goes on with a retry that has begun: it may be back before the judgement, and only mends.
    writer.client.offline()
  }
  const downAt = Date.now()
  await trial.ask('start')
  total.downMillisMax = Math.max(total.downMillisMax, Date.now() - downAt)
  total.kills++
  for (const room of rooms) await judge(trial, room, total, `kill ${total.kills}`)
}
