/** One run of a scenario: its clients, its waits, its report on stdout (JSON lines) and its questions to the host. */
import { createInterface } from 'node:readline'
import * as clients from './clients.js'
import { random } from './random.js'
import { difference } from './replicas.js'

const pause = millis => new Promise(resolve => setTimeout(resolve, millis))

export class Trial {
  constructor (options) {
    this.options = options
    this.place = {
      sync: options.sync ?? options.base.replace('http', 'ws') + '/sync',
      collab: options.collab ?? options.base.replace('http', 'ws') + '/collab'
    }
    this.next = random(options.seed ?? 1)
    this.joined = []
    this.answers = []
  }

  /** Listens to the host; when the host is gone, so is this process. */
  listen () {
    const lines = createInterface({ input: process.stdin })
    lines.on('line', line => this.answers.shift()?.(JSON.parse(line)))
    lines.on('close', () => process.exit(4))
  }

  report (line) {
    process.stdout.write(JSON.stringify({ ...line, millis: Math.round(performance.now()) }) + '\n')
  }

  pass (check, figures = {}) {
    this.report({ ok: true, check, ...figures })
  }

  /** Asks the host for something only it can do, as a restart of the server. */
  ask (question, details = {}) {
    this.report({ ask: question, ...details })
    return new Promise(resolve => this.answers.push(resolve))
  }

  async createDesign (name = 'proof') {
    if (!this.options.base) return `reference-${Math.floor(Math.random() * 1e12)}`
    return (await this.post('/api/v1/designs', { name })).id
  }

  async createLink (designId, role) {
    return (await this.post(`/api/v1/designs/${designId}/links`, { role })).token
  }

  async post (path, body) {
    const response = await fetch(this.options.base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    if (response.status !== 201) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }

  join (kind, designId, options, place = this.place) {
    const client = clients.join(kind, place, designId, options)
    this.joined.push(client)
    return client
  }

  async joinSynced (kind, designId, options) {
    const client = this.join(kind, designId, options)
    await this.until(`${kind} is synced`, () => client.synced)
    return client
  }

  /** Waits until the condition holds. @param {() => unknown} condition truthy when met */
  async until (what, condition, millis = 30_000) {
    const deadline = Date.now() + millis
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`waited ${millis} ms in vain: ${what}`)
      await pause(15)
    }
  }

  /** Lets time pass in which nothing is to happen. */
  pause (millis) {
    return pause(millis)
  }

  async converged (group, millis = 30_000) {
    const docs = group.map(member => member.doc ?? member)
    const deadline = Date.now() + millis
    for (;;) {
      const odd = difference(docs)
      if (odd === null) return
      if (Date.now() > deadline) {
        throw new Error(`replicas [${group.map(member => member.name ?? 'doc')}] do not converge: ${odd}`)
      }
      await pause(30)
    }
  }

  equal (what, actual, wanted) {
    const [a, b] = [JSON.stringify(actual), JSON.stringify(wanted)]
    if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`)
  }

  holds (what, condition) {
    if (!condition) throw new Error(`does not hold: ${what}`)
  }

  leaveAll () {
    for (const client of this.joined) client.leave()
  }
}
