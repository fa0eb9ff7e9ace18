/** A program as the README prints it is run as it stands; somebody else must see what it writes. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { content } from '../lib/replicas.js'

export default async function readme (trial, { program }) {
  const designId = await trial.createDesign()
  const witness = await trial.joinSynced('y-websocket-3', designId)
  const before = content(witness.doc)
  const directory = await mkdtemp(join(tmpdir(), 'meshplay-readme-'))
  const file = join(directory, 'program.mjs')
  await writeFile(file, program.replaceAll('127.0.0.1:8080', new URL(trial.options.base).host))
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, '../lib/readme-names.js'), file, designId])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => { said += data })
  try {
    await trial.until('the program says something and its edit arrives',
      () => said && content(witness.doc) !== before, 30_000)
    trial.pass('the program works', { said })
  } catch (error) {
    throw new Error(`${error.message}; it said: ${said}`)
  } finally {
    child.kill('SIGKILL')
    await rm(directory, { recursive: true })
  }
}
