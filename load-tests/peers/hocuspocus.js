/** Hocuspocus with its defaults and no database; prints its port when it listens. */
import { Server } from '@hocuspocus/server'

const server = new Server({ port: 0, address: '127.0.0.1', quiet: true })
await server.listen()
console.log(server.httpServer.address().port)
