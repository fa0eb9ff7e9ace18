// node record.mjs sessions|golden|small|shuffled|awareness SEED [COUNT]: recordings on standard output.
// Shape (u32 big-endian lengths): count, then per session name, events, final state;
// event = kind (0 update, 1 join, 2 leave), identity, client id, whether a gap is legal, update.
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { shuffled, small } from './concurrent.mjs'
import { put, Writer } from './frames.mjs'
import { golden, sessions } from './sessions.mjs'

function write (recording) {
  const writer = new Writer().text(recording.name).int(recording.events.length)
  for (const event of recording.events) {
    writer.byte(event.kind).text(event.identity).int(event.client).byte(event.mayGap ? 1 : 0)
    writer.blob(event.update ?? new Uint8Array(0))
  }
  return writer.blob(recording.state()).bytes()
}

// Each awareness update stands as the only event of a session.
function awareness (seed) {
  const doc = new Y.Doc()
  doc.clientID = 100 + seed
  const one = new Awareness(doc)
  one.setLocalState(seed % 5 === 0 ? null : { user: { name: 'Ann', colour: '#0af' }, cursor: [seed, 0.5], on: ['a"\\u0041'] })
  const update = encodeAwarenessUpdate(one, [doc.clientID])
  one.destroy()
  return { name: 'awareness', events: [{ kind: 0, identity: 'ann', client: doc.clientID, mayGap: false, update }], state: () => new Uint8Array(0) }
}

const [kind, seed = '1', count = '1'] = process.argv.slice(2)
const seeds = Array.from({ length: Number(count) }, (_, i) => Number(seed) + i)
const make = { sessions, golden, small: n => [small(n)], shuffled: n => [shuffled(n)], awareness: n => [awareness(n)] }[kind]
const recordings = seeds.flatMap(make)
await put(new Writer().int(recordings.length).bytes())
for (const recording of recordings) await put(write(recording))
