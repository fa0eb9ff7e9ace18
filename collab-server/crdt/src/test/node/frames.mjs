// Length-prefixed binary messages over the standard streams: u32 big-endian lengths, in both directions.
import { once } from 'node:events'

/** Reads the parts of one message. */
export class Reader {
  constructor (bytes) { this.bytes = bytes; this.at = 0 }

  byte () { return this.bytes[this.at++] }

  int () { this.at += 4; return this.bytes.readUInt32BE(this.at - 4) }

  blob () {
    const length = this.int()
    this.at += length
    // A copy of its own: Yjs keeps views of what it is given.
    return new Uint8Array(this.bytes.subarray(this.at - length, this.at))
  }

  text () { return Buffer.from(this.blob()).toString('utf8') }
}

/** Collects the parts of one message. */
export class Writer {
  constructor () { this.parts = [] }

  byte (value) { this.parts.push(Buffer.from([value])); return this }

  int (value) {
    const part = Buffer.alloc(4)
    part.writeUInt32BE(value)
    this.parts.push(part)
    return this
  }

  blob (bytes) { this.int(bytes.length).parts.push(Buffer.from(bytes)); return this }

  text (value) { return this.blob(Buffer.from(value, 'utf8')) }

  bytes () { return Buffer.concat(this.parts) }
}

/** Writes to standard output and waits while it is full. */
export async function put (bytes) {
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain')
}

/** The frames of standard input, one after the other. */
export async function * frames () {
  let held = Buffer.alloc(0)
  const chunks = []
  let size = 0
  let wanted = 4
  for await (const chunk of process.stdin) {
    chunks.push(chunk)
    size += chunk.length
    if (size < wanted) continue
    held = Buffer.concat(chunks)
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const end = 4 + held.readUInt32BE(0)
      yield held.subarray(4, end)
      held = held.subarray(end)
    }
    chunks.length = 0
    chunks.push(held)
    size = held.length
    wanted = held.length >= 4 ? 4 + held.readUInt32BE(0) : 4
  }
}
