/**
 * Writers of every kind under faults that the server outlives. While a fault lasts they write on; when it is over all that
 * they wrote must be acknowledged, a fresh replica must hold it, and nobody may have been disconnected without need.
 */
import WebSocket from 'ws'
import { emptyTotal, finding, judge, openRooms, operationsOf, placeAt, retire, WRITERS } from '../lib/rooms.js'
import { holed } from '../lib/proxy.js'
import { collabAuthFrame, collabSyncFrame, STEP1 } from '../lib/wire.js'

/** The server reads 1,000 messages a second of one socket; what is beyond would wait in the kernel's buffers. */
const PER_SECOND = 500
const HEALED_MILLIS_MAX = 60_000
/** A dead socket is found by its silence: 60 s, and the ping that comes every 25 s. */
const FORGOTTEN_MILLIS_MAX = 95_000
/** FerretDB scans what it holds: more would measure that. */
const REDIS_PER_SECOND = 10
const REDIS_MILLIS = 5_000
const BULK = 'x'.repeat(40_000)
const BULKS = 400

const writersOf = rooms => rooms.flatMap(room => room.writers)
const empty = () => ({ rounds: 0, ...emptyTotal(), reconnected: 0, unsettled: 0 })

/** The host makes disk or clock fail between `begin` and `end`. Sessions must stay. */
export async function strain (trial, { rounds = 3, rooms: roomCount = 2 }) {
  const total = empty()
  const rooms = await openRooms(trial, roomCount)
  for (let round = 1; round <= rounds; round++) {
    const opens = writersOf(rooms).map(writer => writer.client.record.opens)
    for (const writer of writersOf(rooms)) writer.start(PER_SECOND)
    await trial.pause(500)
    await trial.ask('begin', { round })
    await trial.ask('end', { round })
    await trial.pause(500)
    await rest(trial, rooms, total, `round ${round}`)
    writersOf(rooms).forEach((writer, i) => {
      const more = writer.client.record.opens - opens[i]
      if (more) finding(trial, total, 'reconnected', `round ${round}`, rooms[0], `${writer.name} ${more} times`)
    })
    total.rounds++
    trial.report({ round, ...total, findings: total.findings.length, operations: operationsOf(rooms, total) })
  }
  end(trial, rooms, total)
}

/** The nodes of a cluster lose what they tell each other by: edits must be acknowledged as soon as without that, sessions stay. */
export async function redis (trial, { rounds = 2, rooms: roomCount = 2, bases }) {
  const total = { ...empty(), latenciesCalm: [], latenciesStruck: [] }
  const rooms = await openRooms(trial, roomCount, WRITERS, bases.map(placeAt))
  const measure = async into => {
    for (const writer of writersOf(rooms)) {
      writer.latencies = into
      writer.start(REDIS_PER_SECOND)
    }
    await trial.pause(REDIS_MILLIS)
    await rest(trial, rooms, total, `round ${total.rounds + 1}`, false)
  }
  await measure([]) // what is slow at first is nobody's fault
  for (let round = 1; round <= rounds; round++) {
    const opens = writersOf(rooms).map(writer => writer.client.record.opens)
    await measure(total.latenciesCalm)
    await trial.ask('begin', { round })
    await measure(total.latenciesStruck)
    await trial.ask('end', { round })
    writersOf(rooms).forEach((writer, i) => {
      const more = writer.client.record.opens - opens[i]
      if (more) finding(trial, total, 'reconnected', `round ${round}`, rooms[0], `${writer.name} ${more} times`)
    })
    for (const room of rooms) await judge(trial, room, total, `round ${round}`)
    total.rounds++
    trial.report({ round, calm: percentiles(total.latenciesCalm), struck: percentiles(total.latenciesStruck), findings: total.findings.length })
  }
  total.calm = percentiles(total.latenciesCalm)
  total.struck = percentiles(total.latenciesStruck)
  delete total.latenciesCalm
  delete total.latenciesStruck
  end(trial, rooms, total)
}

function percentiles (latencies) {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = share => Math.round(10 * (sorted[Math.floor(share * (sorted.length - 1))] ?? 0)) / 10
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) }
}

/** Connections go silent in both directions and stay open, as when a laptop sleeps or a cable is cut. */
export async function halfOpen (trial, { rooms: roomCount = 2 }) {
  const total = empty()
  const proxy = await holed(new URL(trial.options.base).port)
  trial.place = {
    sync: `ws://127.0.0.1:${proxy.port}/sync`,
    collab: `ws://127.0.0.1:${proxy.port}/collab`,
    // The server lets in who asks for its own host and port.
    headers: { host: new URL(trial.options.base).host }
  }
  const rooms = await openRooms(trial, roomCount)
  for (const writer of writersOf(rooms)) writer.start(PER_SECOND)
  await trial.pause(1_000)
  total.swallowed = proxy.swallow()
  // They write into the hole until they miss the server; what they wrote comes by the next connection.
  await trial.pause(3_000)
  await rest(trial, rooms, total, 'half-open')
  total.rounds++
  const wanted = writersOf(rooms).length
  try {
    await until(trial, 'the server forgets the dead', async () => await sessions(trial) <= wanted, FORGOTTEN_MILLIS_MAX)
  } catch (error) {
    finding(trial, total, 'unsettled', 'half-open', rooms[0], `${error.message}: ${await sessions(trial)} sessions, ${wanted} writers`)
  }
  end(trial, rooms, total)
  proxy.close()
}

/** Clients that join and then read nothing, while megabytes come their way. */
export async function deaf (trial, { rooms: roomCount = 2, deaf: count = 5 }) {
  const total = empty()
  const rooms = await openRooms(trial, roomCount)
  const sockets = []
  for (const room of rooms) {
    for (let i = 0; i < count; i++) sockets.push(await deafTo(trial, room.designId))
  }
  const opens = writersOf(rooms).map(writer => writer.client.record.opens)
  for (const writer of writersOf(rooms)) writer.start(PER_SECOND)
  for (let i = 0; i < BULKS; i++) {
    for (const room of rooms) room.writers[0].doc.getMap('meta').set('bulk', `${i}${BULK}`)
    await trial.pause(10)
  }
  await rest(trial, rooms, total, 'deaf')
  total.rounds++
  const wanted = writersOf(rooms).length
  try {
    await until(trial, 'the server lets the deaf go', async () => await sessions(trial) <= wanted, HEALED_MILLIS_MAX)
  } catch (error) {
    finding(trial, total, 'unsettled', 'deaf', rooms[0], `${error.message}: ${await sessions(trial)} sessions, ${wanted} writers`)
  }
  const more = writersOf(rooms).filter((writer, i) => writer.client.record.opens > opens[i])
  for (const writer of more) finding(trial, total, 'reconnected', 'deaf', rooms[0], writer.name)
  for (const socket of sockets) socket.terminate()
  end(trial, rooms, total)
}

/** The writers pause; all must be acknowledged, and then it is as after a crash. */
async function rest (trial, rooms, total, when, judged = true) {
  for (const writer of writersOf(rooms)) writer.stop()
  const waiting = () => writersOf(rooms).filter(writer => writer.ackedBy !== 'plain' && writer.acknowledged < writer.count)
  try {
    await trial.until('all is acknowledged', () => waiting().length === 0, HEALED_MILLIS_MAX)
  } catch (error) {
    const who = waiting().map(writer => `${writer.name} ${writer.acknowledged} of ${writer.count}; ${writer.standing}`)
    finding(trial, total, 'unsettled', when, rooms[0], `${error.message}: ${who}`)
  }
  for (const writer of writersOf(rooms)) writer.freeze()
  if (!judged) return
  for (const room of rooms) await judge(trial, room, total, when)
}

function end (trial, rooms, total) {
  for (const room of rooms) retire(room, total)
  trial.report({ result: total })
}

async function sessions (trial) {
  const text = await (await fetch(trial.options.base + '/metrics')).text()
  return Number(/^meshplay_sessions(?:\{[^}]*})? (\S+)/m.exec(text)[1])
}

async function until (trial, what, condition, millis) {
  const deadline = Date.now() + millis
  while (!await condition()) {
    if (Date.now() > deadline) throw new Error(`waited ${millis} ms in vain: ${what}`)
    await trial.pause(200)
  }
}

function deafTo (trial, designId) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(trial.place.collab, { perMessageDeflate: false })
    socket.on('error', reject)
    socket.on('open', () => {
      socket.send(collabAuthFrame(designId, '', '4.8.0'))
      socket.send(collabSyncFrame(designId, STEP1, new Uint8Array([0])))
    })
    socket.once('message', () => {
      socket.pause()
      resolve(socket)
    })
  })
}
