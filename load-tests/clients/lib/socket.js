/** A stock `ws` socket that keeps a record of what passed: the providers stay unmodified, the tests see the wire. */
import WebSocket from 'ws'

/** What one client's sockets did, over all of its reconnects. */
export class SocketRecord {
  constructor () {
    this.connects = 0
    this.opens = 0
    this.openedAt = []
    this.closes = []
    this.current = null
    this.listeners = []
    this.headers = {}
  }

  /** @param {(direction: 'in' | 'out' | 'open', frame: Uint8Array, socket: object) => void} listener */
  listen (listener) {
    this.listeners.push(listener)
  }

  tell (direction, frame, socket) {
    for (const listener of this.listeners) listener(direction, frame, socket)
  }
}

/** @returns {typeof WebSocket} a class for the provider's `WebSocketPolyfill` option */
export function recordedSocket (record) {
  return class extends WebSocket {
    constructor (url, protocols) {
      super(url, protocols, { headers: record.headers, perMessageDeflate: false })
      record.connects++
      record.current = this
      this.on('open', () => {
        record.opens++
        record.openedAt.push(performance.now())
        record.tell('open', new Uint8Array(0), this)
      })
      this.on('message', data => record.tell('in', new Uint8Array(data), this))
      this.on('close', (code, reason) => record.closes.push({ code, reason: String(reason) }))
      // A refused connection is an error event; without a listener Node takes it for a bug of ours.
      this.on('error', () => {})
    }

    send (data, ...rest) {
      record.tell('out', new Uint8Array(data), this)
      super.send(data, ...rest)
    }
  }
}
