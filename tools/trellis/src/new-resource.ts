import { Command } from 'commander'
import { draftResource, nextSteps } from './new-resource/draft-resource.js'
import { readSamples } from './new-resource/samples.js'

const command = new Command('npm run new:resource --')
  .description(
    'Prints a first draft of a resource’s file out of sample bodies: columns, key, window, parents and claims are guessed.',
  )
  .argument('<name>', 'what Greenhouse calls the collection, as in /v3/<name>')
  .argument('[files...]', 'listings or records of Harvest v3, and bodies of webhooks; none, or -, for standard input')
  .parse()
const [name = '', ...files] = command.args

try {
  console.log(draftResource(name, await readSamples(files.length === 0 ? ['-'] : files)))
  console.error(nextSteps(name))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
