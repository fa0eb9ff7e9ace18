/** A stock client that writes as fast as it can and remembers what was acknowledged to it. */
import * as Y from 'yjs'
import { join, speaksCollab } from './clients.js'
import { readCollabFrame, readSyncFrame, STEP1, STEP2 } from './wire.js'

// Odd, so that every key sees sets and deletes.
const KEYS = 37
const MARKS = 0
const DELETES = 7
const MOVES = 8
const SETS = 9
const WINDOW = { collab: 64, durable: 4_000, plain: Infinity }

/**
 * Operation n is one transaction: a key set, a key deleted, a component moved, or a mark put into a text.
 * `acknowledged` is the highest n for which the server has said that 1…n are durable.
 */
export class Writer {
  constructor (id, kind, place, designId, durable) {
    this.id = id
    this.place = place
    this.ackedBy = speaksCollab(kind) ? 'collab' : durable ? 'durable' : 'plain'
    this.count = 0
    this.acknowledged = 0
    this.promised = 0
    this.refused = []
    this.values = new Map()
    this.marks = []
    this.writing = false
    this.sockets = new WeakMap()
    this.client = join(kind, place, designId, {
      params: durable ? { durable: '1' } : {},
      listen: (direction, frame, socket) => this.saw(direction, frame, socket)
    })
    // Stock providers only log a message they do not know; the record of the socket reads it.
    if (durable) this.client.provider.messageHandlers[120] = () => {}
    this.doc = this.client.doc
  }

  get name () {
    return `${this.client.kind}/${this.id}`
  }

  /** What is known of one socket. Provider 3 may have two open at once: each is answered for itself. */
  of (socket) {
    const known = this.sockets.get(socket)
    if (known) return known
    const fresh = { stepTwoSent: false, unanswered: [], answered: 0, sent: 0, statuses: 0, from: this.count }
    this.sockets.set(socket, fresh)
    this.log = [...(this.log ?? []).slice(-3), fresh]
    return fresh
  }

  /** Counts messages against statuses; what is sent before step 2 proves nothing about earlier operations. */
  saw (direction, frame, socket) {
    if (direction === 'open') return
    const message = this.ackedBy === 'collab' ? readCollabFrame(frame) : readSyncFrame(frame)
    const connection = this.of(socket)
    if (direction === 'out' && message.is === 'sync' && message.step !== STEP1) this.sent(connection, message)
    if (direction === 'in' && message.is === 'status') {
      connection.statuses++
      const { n, at } = connection.unanswered.shift() ?? this.unasked('status')
      if (at) this.latencies?.push(performance.now() - at)
      if (message.saved) this.acknowledged = Math.max(this.acknowledged, n)
      else this.refused.push(this.client.stateless.at(-1) ?? 'status 0')
    }
    if (direction === 'in' && message.is === 'durable') this.durable(connection, message)
    if (direction === 'in' && (message.is === 'denied' || message.is === 'close')) this.refused.push(message.reason)
  }

  sent (connection, message) {
    connection.sent++
    if (message.step === STEP2) connection.stepTwoSent = true
    const clock = Y.getState(this.doc.store, this.doc.clientID)
    connection.unanswered.push(connection.stepTwoSent ? { n: this.count, clock, at: performance.now() } : { n: 0, clock: 0 })
  }

  unasked (what) {
    this.refused.push(`${what} for a message that was never sent`)
    return { n: 0, clock: 0 }
  }

  /** Two proofs at once: the count of this connection's messages, and the vector, which must cover their inserts. */
  durable (connection, { stateVector, acknowledged }) {
    const covered = Y.decodeStateVector(stateVector).get(this.doc.clientID) ?? 0
    while (connection.answered < acknowledged) {
      connection.answered++
      const { n, clock } = connection.unanswered.shift() ?? this.unasked('durable count')
      if (clock > covered) this.refused.push(`operation ${n} is counted but its clock ${clock} > ${covered} is not durable`)
      this.acknowledged = Math.max(this.acknowledged, n)
    }
  }

  /** What is needed to judge a loss: whether others had been shown the operations, and how the counting stood. */
  account ({ writers }) {
    const others = writers.filter(other => other !== this)
    const shown = others.map(other => this.missingFrom(other.doc).length)
    return `missing at the other writers: ${shown}; count ${this.count}, acknowledged ${this.acknowledged}, ${this.standing}`
  }

  /** Of the last sockets: operations before it, messages sent, statuses received, messages without one. */
  get standing () {
    return `sockets ${JSON.stringify((this.log ?? []).map(one => [one.from, one.sent, one.statuses, one.unanswered.length]))}`
  }

  /** @param {number} perSecond at most; one without acknowledgements would fill the socket's buffers beyond any limit */
  start (perSecond = Infinity) {
    this.writing = true
    this.interval = 1_000 / perSecond
    this.nextAt = performance.now()
    const turn = () => {
      if (!this.writing) return
      const ahead = this.count - this.acknowledged
      const queued = this.client.record.current?.bufferedAmount ?? 0
      const early = performance.now() < this.nextAt
      if (!early && this.client.synced && ahead < WINDOW[this.ackedBy] && queued < 65_536) this.write()
      this.timer = setImmediate(turn)
    }
    turn()
  }

  stop () {
    this.writing = false
    clearImmediate(this.timer)
  }

  /** One operation is one transaction, so one message. */
  write () {
    const n = ++this.count
    this.nextAt += this.interval
    this.doc.transact(() => this.operate(n))
  }

  operate (n) {
    const views = this.doc.getMap('views')
    const key = `${this.id}/${n % KEYS}`
    // The deletion of a key that is not there is no message, so nothing would ever answer it.
    const kind = n % 10 === DELETES && !views.has(key) ? SETS : n % 10
    switch (kind) {
      case MARKS: {
        const notes = this.component().get('notes')
        this.marks.push(n)
        notes.insert(notes.length, `[${n}]`)
        return
      }
      case DELETES:
        this.remember(key, n, undefined)
        views.delete(key)
        return
      case MOVES:
        this.remember('pos', n, n)
        this.component().set('pos', [n, -n])
        return
      default:
        this.remember(key, n, n)
        views.set(key, n)
    }
  }

  component () {
    const components = this.doc.getMap('components')
    if (!components.has(this.id)) {
      components.set(this.id, new Y.Map([['kind', 'Pod'], ['pos', [0, 0]], ['notes', new Y.Text()]]))
    }
    return components.get(this.id)
  }

  remember (key, n, value) {
    const history = this.values.get(key) ?? []
    while (history.length > 1 && history[1].n <= this.promised) history.shift()
    history.push({ n, value })
    this.values.set(key, history)
  }

  /** What is acknowledged by now is what a restarted server must hold; a provider that comes back early changes it not. */
  freeze () {
    this.promised = this.acknowledged
  }

  /** @returns {string[]} operations acknowledged before the last freeze that a replica does not hold */
  missingFrom (doc) {
    const missing = []
    for (const [key, history] of this.values) {
      const last = history.findLastIndex(({ n }) => n <= this.promised)
      const found = key === 'pos'
        ? doc.getMap('components').get(this.id)?.get('pos')[0] || undefined
        : doc.getMap('views').get(key)
      const possible = history.slice(Math.max(last, 0)).map(({ value }) => value)
      if (last < 0) possible.push(undefined)
      if (!possible.includes(found)) missing.push(`${this.name} ${key}: ${found}, not one of ${possible.slice(0, 3)}…`)
    }
    const marked = new Set(this.marksIn(doc))
    for (const n of this.marks) {
      if (n <= this.promised && !marked.has(n)) missing.push(`${this.name} mark ${n}`)
    }
    return missing
  }

  /** @returns {string[]} marks that a replica holds more than once */
  repeatedIn (doc) {
    const seen = new Set()
    return this.marksIn(doc).filter(n => seen.has(n) || !seen.add(n)).map(n => `${this.name} mark ${n} is there twice`)
  }

  marksIn (doc) {
    const notes = doc.getMap('components').get(this.id)?.get('notes').toString() ?? ''
    return [...notes.matchAll(/\[(\d+)\]/g)].map(match => Number(match[1]))
  }
}
