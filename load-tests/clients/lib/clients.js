/** The five stock providers behind one small face: join, edit, go offline, come back, leave. */
import { HocuspocusProvider as Hocuspocus3 } from 'hocuspocus-3'
import { HocuspocusProvider as Hocuspocus4 } from 'hocuspocus-4'
import { WebsocketProvider as YWebsocket1 } from 'y-websocket-1'
import { WebsocketProvider as YWebsocket2 } from 'y-websocket-2'
import { WebsocketProvider as YWebsocket3 } from 'y-websocket-3'
import * as Y from 'yjs'
import { recordedSocket, SocketRecord } from './socket.js'

const SYNC = { 'y-websocket-1': YWebsocket1, 'y-websocket-2': YWebsocket2, 'y-websocket-3': YWebsocket3 }
const COLLAB = { 'hocuspocus-3': Hocuspocus3, 'hocuspocus-4': Hocuspocus4 }

export const KINDS = [...Object.keys(SYNC), ...Object.keys(COLLAB)]
export const speaksCollab = kind => kind in COLLAB

class Client {
  constructor (kind, doc, record) {
    this.kind = kind
    this.doc = doc
    this.record = record
  }

  get awareness () {
    return this.provider.awareness
  }

  get synced () {
    return this.provider.synced
  }

  get name () {
    return `${this.kind}#${this.doc.clientID}`
  }

  /** Stops as a program that is killed: no farewell, the TCP connection is cut. */
  vanish () {
    this.stopReconnecting()
    this.record.current?.terminate()
  }

  online () {
    this.provider.connect()
  }

  offline () {
    this.provider.disconnect()
  }

  leave () {
    this.provider.destroy()
  }
}

class SyncClient extends Client {
  constructor (kind, doc, record, place, designId, options) {
    super(kind, doc, record)
    const params = { ...options.params }
    if (options.token) params.token = options.token
    this.provider = new SYNC[kind](place.sync, designId, doc, {
      WebSocketPolyfill: recordedSocket(record),
      // Without this, clients of one process would meet through BroadcastChannel and not through the server.
      disableBc: true,
      params,
      ...options.provider
    })
  }

  get connected () {
    return this.provider.wsconnected
  }

  stopReconnecting () {
    this.provider.shouldConnect = false
  }
}

class CollabClient extends Client {
  constructor (kind, doc, record, place, designId, options) {
    super(kind, doc, record)
    this.stateless = []
    this.failures = []
    this.closed = []
    const shared = options.websocketProvider
    this.provider = new COLLAB[kind]({
      name: designId,
      document: doc,
      token: options.token ?? null,
      ...(shared ? { websocketProvider: shared } : { url: place.collab, WebSocketPolyfill: recordedSocket(record) }),
      onStateless: ({ payload }) => this.stateless.push(payload),
      onAuthenticationFailed: ({ reason }) => this.failures.push(reason),
      onClose: ({ event }) => this.closed.push(event),
      ...options.provider
    })
    if (shared) this.provider.attach()
  }

  get socket () {
    return this.provider.configuration.websocketProvider
  }

  get connected () {
    return this.socket.status === 'connected'
  }

  get unsynced () {
    return this.provider.hasUnsyncedChanges
  }

  stopReconnecting () {
    this.socket.shouldConnect = false
  }
}

/** @returns {Client} a stock client that has begun to connect */
export function join (kind, place, designId, options = {}) {
  const doc = options.doc ?? new Y.Doc()
  const record = options.record ?? new SocketRecord()
  const headers = options.headers ?? place.headers
  if (headers) record.headers = headers
  if (options.listen) record.listen(options.listen)
  const Kind = speaksCollab(kind) ? CollabClient : SyncClient
  return new Kind(kind, doc, record, place, designId, options)
}
