/** Both framings, decoded for the tests; written from docs, not from the server's code. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const STEP1 = 0
export const STEP2 = 1
export const UPDATE = 2
export const EMPTY_UPDATE = new Uint8Array([0, 0])

function readSync (decoder) {
  return { is: 'sync', step: decoding.readVarUint(decoder), bytes: decoding.readVarUint8Array(decoder) }
}

function readAwareness (bytes) {
  const decoder = decoding.createDecoder(bytes)
  const entries = []
  for (let n = decoding.readVarUint(decoder); n > 0; n--) {
    entries.push({
      clientId: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      state: JSON.parse(decoding.readVarString(decoder))
    })
  }
  return { is: 'awareness', entries }
}

/** @returns a message of the y-websocket framing */
export function readSyncFrame (frame) {
  const decoder = decoding.createDecoder(frame)
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case 0: return readSync(decoder)
    case 1: return readAwareness(decoding.readVarUint8Array(decoder))
    case 2: return { is: 'denied', code: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) }
    case 3: return { is: 'queryAwareness' }
    case 120: return {
      is: 'durable',
      sequence: decoding.readVarUint(decoder),
      stateVector: decoding.readVarUint8Array(decoder),
      version: decoding.readVarUint8Array(decoder),
      acknowledged: decoding.readVarUint(decoder)
    }
    default: return { is: 'unknown', type }
  }
}

/** @returns a message of the Hocuspocus framing, with the address it carries */
export function readCollabFrame (frame) {
  if (frame.length === 1) return { is: frame[0] === 9 ? 'ping' : 'pong', address: '' }
  const decoder = decoding.createDecoder(frame)
  const address = decoding.readVarString(decoder)
  return { address, ...readCollabBody(decoder) }
}

function readCollabBody (decoder) {
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case 0: case 4: return readSync(decoder)
    case 1: return readAwareness(decoding.readVarUint8Array(decoder))
    case 2: return readAuth(decoder)
    case 3: return { is: 'queryAwareness' }
    case 5: return { is: 'stateless', payload: decoding.readVarString(decoder) }
    case 7: return { is: 'close', reason: decoding.hasContent(decoder) ? decoding.readVarString(decoder) : '' }
    case 8: return { is: 'status', saved: decoding.readVarUint(decoder) === 1 }
    case 9: return { is: 'ping' }
    case 10: return { is: 'pong' }
    default: return { is: 'unknown', type }
  }
}

function readAuth (decoder) {
  const kind = decoding.readVarUint(decoder)
  const text = decoding.hasContent(decoder) ? decoding.readVarString(decoder) : ''
  return { is: 'auth', kind: ['token', 'denied', 'granted'][kind] ?? kind, text }
}

/** @param {(encoder: encoding.Encoder) => void} write */
const bytesOf = write => encoding.encode(write)

/** A sync message of the y-websocket framing. */
export const syncFrame = (step, bytes) => bytesOf(encoder => {
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
})

/** A sync message of the Hocuspocus framing. */
export const collabSyncFrame = (address, step, bytes) => bytesOf(encoder => {
  encoding.writeVarString(encoder, address)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
})

/** The first message of a document on a Hocuspocus socket. */
export const collabAuthFrame = (address, token, version) => bytesOf(encoder => {
  encoding.writeVarString(encoder, address)
  encoding.writeVarUint(encoder, 2)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarString(encoder, token)
  if (version) encoding.writeVarString(encoder, version)
})
