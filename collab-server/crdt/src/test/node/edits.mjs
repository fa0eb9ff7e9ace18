// Random honest edits of a document with every kind of content.
import * as Y from 'yjs'

const values = random => random.pick([
  1, -1, 0, 2 ** 31, 2 ** 40, 1.5, 0.1, -3.25e300, NaN, Infinity, true, false, null, undefined, '', 'name', 'ünï', '😀', -1234567890123456789n,
  [1, [2, 'x'], {}], { a: 1, b: { c: [null] } }, [120.5, -44], new Uint8Array([0, 1, 255])
])

/** A component as designs hold it, nested types and all, in one transaction. */
export function component (random, x = random.below(900), y = random.below(900)) {
  const map = new Y.Map()
  const config = new Y.Map()
  config.set('/spec/replicas', random.below(9))
  const notes = new Y.Text()
  for (const [key, value] of [['model', 'kubernetes'], ['kind', 'Deployment'], ['name', 'web-' + random.id(3)],
    ['z', 'a' + random.id(2)], ['pos', [x, y]], ['size', [80, 40]], ['config', config], ['notes', notes], ['style', new Y.Map()]]) {
    map.set(key, value)
  }
  notes.insert(0, 'note ' + random.id(4))
  return map
}

const someComponent = (doc, random) => {
  const ids = [...doc.getMap('components').keys()]
  return ids.length === 0 ? undefined : doc.getMap('components').get(random.pick(ids))
}

function editComponents (doc, random) {
  const components = doc.getMap('components')
  const one = someComponent(doc, random)
  if (!(one instanceof Y.Map) || random.chance(0.25)) return components.set(random.id(16), component(random))
  switch (random.below(7)) {
    case 0: return one.set('pos', [random.below(900), random.next() * 900])
    case 1: return one.set('name', 'n' + random.id(5))
    case 2: return one.get('config')?.set('/spec/' + random.id(2), values(random))
    case 3: return editText(one.get('notes'), random)
    case 4: return one.set('deleted', { by: 'local', at: 1700000000000 })
    case 5: return one.get('style')?.delete('colour')
    default: return random.chance(0.4) ? components.delete(random.pick([...components.keys()])) : one.get('style')?.set('colour', values(random))
  }
}

/** One edit of a text. */
export function editText (text, random) {
  if (!(text instanceof Y.Text)) return
  const at = random.below(text.length + 1)
  const span = Math.min(text.length - at, 1 + random.below(5))
  switch (random.below(8)) {
    case 0: case 1: return text.insert(at, random.pick(['a', 'hello ', 'ß', '😀😀', 'x\ny', 'word ']))
    case 2: return text.insert(at, 'bold', { bold: true })
    case 3: return span > 0 && text.delete(at, span)
    case 4: return span > 0 && text.format(at, span, { [random.pick(['bold', 'em'])]: random.pick([true, null]) })
    case 5: return text.insertEmbed(at, { image: random.id(3), n: random.below(5) })
    case 6: return text.insertEmbed(at, new Y.Map([['inner', random.below(5)]]))
    default: return text.applyDelta([{ retain: at }, { insert: 'd', attributes: { link: { href: random.id(2) } } }])
  }
}

// Yjs takes undefined and BigInt inside of a value, but not as an element of their own.
function element (random) {
  const value = values(random)
  return value === undefined || typeof value === 'bigint' ? [value] : value
}

function editList (doc, random) {
  const list = doc.getArray('list')
  const at = random.below(list.length + 1)
  switch (random.below(5)) {
    case 0: return list.insert(at, [element(random), element(random)])
    case 1: return list.insert(at, [random.pick([() => new Y.Array(), () => new Y.Map([['k', 1]]), () => new Y.Text('in list')])()])
    case 2: return list.push([element(random)])
    case 3: return at < list.length && list.delete(at, Math.min(list.length - at, 1 + random.below(3)))
    default: return list.insert(at, [new Y.Doc({ guid: 'sub-' + random.id(3), meta: { n: 1 } })])
  }
}

function editXml (doc, random) {
  const xml = doc.getXmlFragment('xml')
  const first = xml.length > 0 ? xml.get(random.below(xml.length)) : undefined
  switch (random.below(6)) {
    case 0: {
      const element = new Y.XmlElement(random.pick(['p', 'div']))
      element.setAttribute('class', random.id(2))
      element.insert(0, [new Y.XmlText('t' + random.id(2))])
      return xml.insert(random.below(xml.length + 1), [element])
    }
    case 1: return first instanceof Y.XmlElement && first.setAttribute('id', random.id(2))
    case 2: return first instanceof Y.XmlElement && first.removeAttribute('class')
    case 3: return first instanceof Y.XmlText && first.setAttribute('lang', 'en')
    case 4: return xml.length > 0 && random.chance(0.4) && xml.delete(random.below(xml.length), 1)
    default: return xml.insert(0, [new Y.XmlText(random.id(3))])
  }
}

/** One random edit anywhere. */
export function edit (doc, random) {
  const kind = random.below(10)
  if (kind < 4) editComponents(doc, random)
  else if (kind < 6) editText(doc.getText('text'), random)
  else if (kind < 7) editList(doc, random)
  else if (kind < 8) editXml(doc, random)
  else if (kind < 9) doc.getMap('meta').set(random.pick(['name', 'schemaVersion', 'x']), values(random))
  else relationship(doc, random)
}

function relationship (doc, random) {
  const ids = [...doc.getMap('components').keys(), 'none']
  const one = new Y.Map([['from', random.pick(ids)], ['to', random.pick(ids)], ['kind', 'edge']])
  doc.getMap('relationships').set(random.id(16), one)
}

/** Declares every root with its type, as an application does at start. */
export function declare (doc) {
  for (const name of ['meta', 'components', 'relationships', 'comments', 'views']) doc.getMap(name)
  doc.getText('text')
  doc.getArray('list')
  doc.getXmlFragment('xml')
  return doc
}
