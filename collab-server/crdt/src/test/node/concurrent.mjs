// Random sessions: small ones that the fuzz mutates, and concurrent ones that arrive in any order.
import * as Y from 'yjs'
import { declare, edit } from './edits.mjs'
import { random } from './random.mjs'
import { Recording } from './recording.mjs'

/** A small document of two or three writers, one edit per update. */
export function small (seed) {
  const rng = random(seed)
  const recording = new Recording('small ' + seed, { gc: rng.chance(0.8) })
  const peers = Array.from({ length: 2 + rng.below(2) }, (_, i) => recording.peer(i % 2 === 0 ? 'ann' : 'bob'))
  for (const peer of peers) declare(peer.doc)
  for (let i = 12 + rng.below(16); i > 0; i--) {
    const peer = rng.pick(peers)
    if (rng.chance(0.1)) peer.online ? peer.disconnect() : peer.connect()
    peer.edit(doc => { for (let n = 1 + rng.below(2); n > 0; n--) edit(doc, rng) })
  }
  return recording.finish()
}

/** Two to four writers who edit without seeing each other for a while; their updates arrive shuffled and doubled. */
export function shuffled (seed) {
  const rng = random(seed)
  const recording = new Recording('shuffled ' + seed)
  const peers = Array.from({ length: 2 + rng.below(3) }, (_, i) => recording.peer('user' + i, { online: false }))
  let waiting = []
  for (const peer of peers) {
    declare(peer.doc)
    recording.events.push({ kind: 1, identity: peer.identity, client: peer.doc.clientID })
    peer.doc.on('update', (update, origin) => { if (origin !== 'remote') waiting.push({ peer, update }) })
  }
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 25; i++) rng.pick(peers).edit(doc => edit(doc, rng))
    deliver(recording, waiting, rng)
    waiting = []
    for (const peer of peers) recording.take(peer, Y.encodeStateAsUpdate(peer.doc), true)
    for (const peer of peers) Y.applyUpdate(peer.doc, Y.encodeStateAsUpdate(recording.server), 'remote')
  }
  for (const peer of peers) {
    peer.online = true
  }
  return recording.finish()
}

function deliver (recording, waiting, rng) {
  const order = waiting.flatMap(one => (rng.chance(0.2) ? [one, one] : [one]))
  for (let i = order.length - 1; i > 0; i--) {
    // Mostly near its turn, so that much is taken and not everything waits for a gap.
    const j = rng.chance(0.3) ? rng.below(i + 1) : Math.max(0, i - rng.below(3));
    [order[i], order[j]] = [order[j], order[i]]
  }
  for (const { peer, update } of order) recording.take(peer, update, true)
}
