/**
 * One of several nodes is killed, stopped in good order or halted, under writers at all of them. Those at the others go on
 * through whoever takes its designs; then it comes back, and all replicas must be equal.
 */
import { below, pick } from '../lib/random.js'
import { emptyTotal, judge, openRooms, operationsOf, placeAt, retire, WRITERS } from '../lib/rooms.js'

const STRIKES_PER_DESIGN = 5
const GO_ON_MILLIS_MAX = 20_000
/** Many writers at once would only measure this machine; FerretDB also scans all that it holds. */
const OPERATIONS_PER_SECOND = 40

export default async function nodes (trial, { strikes = 20, rooms: roomCount = 3, bases, hows = ['kill'] }) {
  const total = { strikes: 0, ...emptyTotal(), takeoverMillis: [], resumedMillis: [] }
  const places = bases.map(placeAt)
  let rooms = []
  for (let i = 0; i < strikes; i++) {
    if (i % STRIKES_PER_DESIGN === 0) {
      for (const room of rooms) retire(room, total)
      rooms = await openRooms(trial, roomCount, WRITERS, places)
    }
    await strike(trial, rooms, total, { bases, places, how: pick(trial.next, hows) })
    trial.report({ strike: i + 1, ...total, takeoverMillis: total.takeoverMillis.at(-1), resumedMillis: total.resumedMillis.at(-1), findings: total.findings.length, operations: operationsOf(rooms, total) })
    if (total.findings.length > 20) break
  }
  for (const room of rooms) retire(room, total)
  trial.report({ result: total })
}

async function strike (trial, rooms, total, { bases, places, how }) {
  const writers = rooms.flatMap(room => room.writers)
  const owners = await ownersOf(rooms, bases)
  for (const writer of writers) writer.start(OPERATIONS_PER_SECOND)
  await trial.pause(200 + below(trial.next, 800))
  // A node that owns something; all own something, if the designs are many.
  const owning = [...new Set(owners.values())]
  const node = owning.length ? pick(trial.next, owning) : below(trial.next, bases.length)
  const began = performance.now()
  const struck = trial.ask('strike', { node, how })
  const when = `strike ${total.strikes + 1}, ${how} of node ${node}`
  await Promise.all(rooms
    .filter(room => owners.get(room.designId) === node)
    .flatMap(room => [
      goesOn(trial, room, places[node], began, total, when),
      taken(trial, room, pick(trial.next, bases.filter(base => base !== bases[node])), began, total, when)
    ]))
  await struck
  for (const writer of writers) writer.stop()
  await trial.ask('return', { node, how })
  // What was acknowledged until now must be in what a fresh replica reads before these are back to mend it.
  for (const writer of writers) writer.client.offline()
  await trial.until('the sockets end', () => writers.every(writer => !writer.client.connected), 15_000)
  for (const writer of writers) writer.freeze()
  total.strikes++
  for (const room of rooms) await judge(trial, room, total, when, pick(trial.next, places))
}

/** Measures until a writer at another node has an edit acknowledged that it made after the strike, its back-off included. */
async function goesOn (trial, room, struckPlace, began, total, when) {
  const others = room.writers.filter(writer => writer.place !== struckPlace && writer.ackedBy !== 'plain')
  const before = new Map(others.map(writer => [writer, writer.count]))
  try {
    await trial.until(`${when}: ${room.designId} goes on`,
      () => others.some(writer => writer.acknowledged > before.get(writer)), GO_ON_MILLIS_MAX)
    // The last edits of a struck owner may be acknowledged by what is under way: those do not count.
    const settled = new Map(others.map(writer => [writer, writer.count]))
    await trial.until(`${when}: ${room.designId} goes on`,
      () => others.some(writer => writer.acknowledged > settled.get(writer)), GO_ON_MILLIS_MAX)
    total.resumedMillis.push(Math.round(performance.now() - began))
  } catch (error) {
    total.unloadable++
    total.findings.push(error.message)
    trial.report({ finding: error.message })
  }
}

/** Measures until another node has made an edit durable that is asked of it by REST: no client's back-off is in that. */
async function taken (trial, room, base, began, total, when) {
  const deadline = Date.now() + GO_ON_MILLIS_MAX
  // What the struck node still answers is no take-over: a halted one answers nothing, a killed one is gone by then.
  await trial.pause(50)
  for (;;) {
    const response = await fetch(`${base}/api/v1/designs/${room.designId}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: when })
    })
    if (response.status === 200) break
    if (Date.now() > deadline) {
      total.unloadable++
      total.findings.push(`${when}, design ${room.designId}: no edit through ${base}: ${response.status} ${await response.text()}`)
      return
    }
    await trial.pause(20)
  }
  total.takeoverMillis.push(Math.round(performance.now() - began))
}

/** @returns {Promise<Map<string, number>>} the node that owns each design */
async function ownersOf (rooms, bases) {
  const owners = new Map()
  for (const [node, base] of bases.entries()) {
    const listed = await (await fetch(`${base}/api/v1/admin/rooms?pageSize=100`)).json()
    for (const one of listed.items) owners.set(one.designId, node)
  }
  return new Map(rooms.map(room => [room.designId, owners.get(room.designId)]).filter(([, node]) => node !== undefined))
}
