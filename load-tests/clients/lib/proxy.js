/** A TCP proxy whose connections can become holes: open at both ends, and nothing passes any more, no farewell either. */
import { createServer, connect } from 'node:net'

/** @returns a proxy to that port of this machine */
export async function holed (port) {
  const pairs = new Set()
  const server = createServer({ allowHalfOpen: true }, near => {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    const pair = { near, far, swallowed: false }
    pairs.add(pair)
    const gone = other => {
      if (pair.swallowed) return
      pairs.delete(pair)
      other.destroy()
    }
    for (const [from, to] of [[near, far], [far, near]]) {
      from.on('data', bytes => { if (!pair.swallowed) to.write(bytes) })
      from.on('end', () => { if (!pair.swallowed) to.end() })
      from.on('close', () => gone(to))
      from.on('error', () => {})
    }
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    /** @returns {number} how many connections are holes from here on; new ones are none */
    swallow () {
      for (const pair of pairs) pair.swallowed = true
      return pairs.size
    },
    close () {
      for (const { near, far } of pairs) {
        near.destroy()
        far.destroy()
      }
      server.close()
    }
  }
}
