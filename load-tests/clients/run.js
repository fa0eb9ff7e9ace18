/** Runs one scenario: `node run.js <scenario> '<options as JSON>'`; exit code 0 when every check held. */
import { Trial } from './lib/trial.js'

// Each stock provider listens for the end of the process; a scenario has dozens of them.
process.setMaxListeners(0)

const [name, json = '{}'] = process.argv.slice(2)
const options = JSON.parse(json)
const trial = new Trial(options)
trial.listen()
setTimeout(() => {
  trial.report({ ok: false, check: name, error: 'the scenario ran out of time' })
  process.exit(3)
}, options.timeoutMillis ?? 150_000)

try {
  const [file, scenario = 'default'] = name.split('.')
  await (await import(`./scenarios/${file}.js`))[scenario](trial, options)
  trial.report({ done: name })
  trial.leaveAll()
  leave(0)
} catch (error) {
  trial.report({ ok: false, check: name, error: error.stack })
  leave(1)
}

/** Ends once the report is out: what a pipe has not taken is lost at exit. */
function leave (code) {
  process.stdout.write('', () => process.exit(code))
}
