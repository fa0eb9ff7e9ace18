// Records what stock Yjs clients send to a server that behaves as y-protocols says.
import * as Y from 'yjs'
import { comparable } from './tagged.mjs'

export const UPDATE = 0
export const JOIN = 1
export const LEAVE = 2

/** One session: its events in order, and the document that everybody holds in the end. */
export class Recording {
  constructor (name, { gc = true } = {}) {
    this.name = name
    this.events = []
    this.peers = []
    this.server = new Y.Doc({ gc })
    this.clients = 0
  }

  /** A client of a user; ids are given so that the same seed gives the same bytes. */
  peer (identity, { gc = true, clientID = 1000 + this.clients++ * 7919, online = true } = {}) {
    const doc = new Y.Doc({ gc })
    doc.clientID = clientID
    const peer = new Peer(this, identity, doc)
    this.peers.push(peer)
    if (online) peer.connect()
    return peer
  }

  take (peer, update, mayGap) {
    this.events.push({ kind: UPDATE, identity: peer.identity, client: peer.doc.clientID, mayGap, update })
    Y.applyUpdate(this.server, update)
    for (const other of this.peers) {
      if (other !== peer && other.online) Y.applyUpdate(other.doc, update, 'remote')
    }
  }

  /** Brings everybody up to date and checks that stock Yjs converged. */
  finish () {
    for (const peer of this.peers) {
      if (peer.gone) continue
      if (!peer.online) peer.connect()
      peer.sendMissing()
    }
    // A formatting clean-up after a remote edit sends deletes of its own: go on until nothing moves.
    for (const peer of this.peers) if (!peer.gone) Y.applyUpdate(peer.doc, Y.encodeStateAsUpdate(this.server), 'remote')
    for (const peer of this.peers) if (!peer.gone) peer.sendMissing()
    const expected = comparable(this.server)
    for (const peer of this.peers) {
      if (!peer.gone && comparable(peer.doc) !== expected) throw new Error(this.name + ': stock Yjs did not converge\n' + expected + '\n' + comparable(peer.doc))
    }
    if (this.server.store.pendingStructs !== null) throw new Error(this.name + ': a gap stays open')
    return this
  }

  /** The state that everybody ends with. */
  state () { return Y.encodeStateAsUpdate(this.server) }
}

class Peer {
  constructor (recording, identity, doc) {
    this.recording = recording
    this.identity = identity
    this.doc = doc
    this.online = false
    this.gone = false
    doc.on('update', (update, origin) => {
      if (origin !== 'remote' && this.online) this.recording.take(this, update, false)
    })
  }

  /** Joins, sends what the server lacks, takes what it lacks itself: as both providers do. */
  connect () {
    if (this.online) return this
    this.recording.events.push({ kind: JOIN, identity: this.identity, client: this.doc.clientID })
    this.online = true
    this.sendMissing()
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.recording.server, Y.encodeStateVector(this.doc)), 'remote')
    return this
  }

  /** Step 2: the difference to the server's state vector, with the whole delete set. */
  sendMissing () {
    this.send(Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.recording.server)))
  }

  /** Sends bytes as they are. */
  send (update, { mayGap = false } = {}) { this.recording.take(this, update, mayGap) }

  disconnect () {
    this.recording.events.push({ kind: LEAVE, identity: this.identity, client: this.doc.clientID })
    this.online = false
    return this
  }

  /** The page is closed; what was not sent is lost unless its bytes were kept. */
  close () {
    if (this.online) this.disconnect()
    this.gone = true
  }

  /** Several changes in one update. */
  edit (change) { this.doc.transact(() => change(this.doc)) }
}
