/** Clients that say exactly the bytes a test wants to say. */
import WebSocket from 'ws'
import * as wire from './wire.js'

class RawClient {
  constructor (url, read, headers = {}) {
    this.read = read
    this.received = []
    this.closed = null
    this.refusedWith = null
    this.ws = new WebSocket(url, { headers, perMessageDeflate: false })
    this.ws.binaryType = 'arraybuffer'
    this.ws.on('message', data => this.received.push(read(new Uint8Array(data))))
    this.ws.on('close', (code, reason) => { this.closed = { code, reason: String(reason) } })
    this.ws.on('unexpected-response', (request, response) => {
      this.refusedWith = response.statusCode
      request.destroy()
    })
    this.ws.on('error', () => {})
  }

  get open () {
    return this.ws.readyState === WebSocket.OPEN
  }

  say (frame) {
    this.ws.send(frame)
  }

  heard (is) {
    return this.received.filter(message => message.is === is)
  }

  leave () {
    this.ws.terminate()
  }
}

/** Speaks the y-websocket framing. */
export class RawSync extends RawClient {
  constructor (place, designId, { query = '', headers } = {}) {
    super(`${place.sync}/${designId}${query}`, wire.readSyncFrame, headers)
  }

  sayUpdate (update) {
    this.say(wire.syncFrame(wire.UPDATE, update))
  }
}

/** Speaks the Hocuspocus framing. */
export class RawCollab extends RawClient {
  constructor (place, { headers } = {}) {
    super(place.collab, wire.readCollabFrame, headers)
  }

  sayAuth (address, token = '', version = '4.8.0') {
    this.say(wire.collabAuthFrame(address, token, version))
  }

  sayUpdate (address, update) {
    this.say(wire.collabSyncFrame(address, wire.UPDATE, update))
  }

  /** @returns the messages heard for one document */
  of (address, is) {
    return this.heard(is).filter(message => message.address === address)
  }
}
