/** Edits of a design as a program would make them: the schema's shapes, nested types, text, deletes, undo. */
import * as Y from 'yjs'
import { below, componentId, pick } from './random.js'

/** Creates a component with its nested types in one transaction. @returns {string} its id */
export function addComponent (doc, next, notes = 'new') {
  const id = componentId(next)
  doc.transact(() => {
    const component = new Y.Map()
    doc.getMap('components').set(id, component)
    component.set('model', 'kubernetes')
    component.set('kind', pick(next, ['Pod', 'Service', 'Deployment', 'ConfigMap']))
    component.set('version', 'v1')
    component.set('name', `c-${id.slice(0, 4)} åß∂ 🐙`)
    component.set('z', next())
    component.set('pos', [below(next, 2000), below(next, 2000)])
    component.set('size', [160, 60])
    component.set('config', new Y.Map())
    component.set('notes', new Y.Text(notes))
    component.set('style', new Y.Map())
  })
  return id
}

const live = doc => [...doc.getMap('components').values()].filter(value => value instanceof Y.Map)

const MOVES = [
  (doc, next) => { addComponent(doc, next) },
  (doc, next, component) => component?.set('pos', [below(next, 5000), -below(next, 5000)]),
  (doc, next, component) => component?.get('config')?.set(`/spec/replicas/${below(next, 5)}`, below(next, 1e9)),
  (doc, next, component) => {
    const notes = component?.get('notes')
    notes?.insert(below(next, notes.length + 1), pick(next, ['x', 'yz ', '🚀', 'ünï']), next() < 0.3 ? { bold: true } : {})
  },
  (doc, next, component) => {
    const notes = component?.get('notes')
    if (notes?.length > 1) notes.delete(below(next, notes.length - 1), 1)
  },
  (doc, next, component) => component?.set('deleted', { by: 'local', at: below(next, 1e12) }),
  (doc, next) => {
    const ids = [...doc.getMap('components').keys()]
    if (ids.length > 4) doc.getMap('components').delete(pick(next, ids))
  },
  (doc, next) => {
    const ids = [...doc.getMap('components').keys()]
    if (ids.length < 2) return
    const edge = new Y.Map()
    doc.getMap('relationships').set(componentId(next), edge)
    edge.set('from', pick(next, ids))
    edge.set('to', pick(next, ids))
    edge.set('kind', 'edge')
  },
  (doc, next) => {
    const thread = new Y.Map()
    doc.getMap('comments').set(`t${below(next, 6)}`, thread)
    thread.set('items', Y.Array.from([{ text: 'why?', at: 1.5, big: 2 ** 40, none: null }]))
  },
  doc => { doc.getMap('meta').set('name', `design ${doc.clientID}`) }
]

/** Makes `count` random edits, each in a transaction of its own. */
export function editRandomly (doc, next, count) {
  for (let i = 0; i < count; i++) {
    const components = live(doc)
    const component = components.length ? pick(next, components) : undefined
    doc.transact(() => pick(next, MOVES)(doc, next, component))
  }
}

/** Edits, undoes a part, redoes a part. */
export function editAndUndo (doc, next, count) {
  const undo = new Y.UndoManager([doc.getMap('components'), doc.getMap('relationships')], { captureTimeout: 0 })
  editRandomly(doc, next, count)
  for (let i = 0; i < count / 2; i++) undo.undo()
  undo.redo()
  undo.destroy()
}

/** Fills a document with `components` small components. @returns {number} size of its encoded state in bytes */
export function fill (doc, next, components, notesLength) {
  for (let i = 0; i < components; i++) addComponent(doc, next, 'n'.repeat(notesLength))
  return Y.encodeStateAsUpdate(doc).length
}
