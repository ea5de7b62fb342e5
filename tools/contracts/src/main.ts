import { Command } from 'commander'
import { consoleApiTypes } from './console-api-types.js'
import { contracts, documents } from './documents.js'
import { keepReadings, objectionsToReadings, readingsFolder } from './kept-readings.js'
import { objections, publish, readPublished } from './published.js'
import { versioned } from './versioned.js'
import { docsFolder, writeDocuments } from './write-documents.js'

const command = new Command('npm run contracts --')
  .description(
    "Writes docs/tables.md and docs/tables/<resource>.md, docs/er.md, docs/configuration-reference.md, docs/errors.md, docs/contracts (JSON Schemas, AsyncAPI, OpenAPI of the console), the types of the console's API for its pages, and libs/greenhouse/readings (how each resource reads the fixtures) from the declarations of the resources, the configuration classes and the registry of errors, and says what no longer fits what was published or kept.",
  )
  .option(
    '--publish',
    'keep each changed contract as docs/contracts/published/<resource>/<version>.json, which never changes',
    false,
  )
  .parse()

try {
  const changedReadings = await objectionsToReadings(readingsFolder)
  if (changedReadings.length > 0) throw new Error(changedReadings.join('\n'))
  const kept = await keepReadings(readingsFolder)
  if (kept.length > 0) console.log(kept.map((file) => `libs/greenhouse/readings/${file}`).join('\n'))
  const published = await readPublished(docsFolder)
  const changed = await writeDocuments(docsFolder, documents(published))
  console.log(changed.length === 0 ? 'docs/ was up to date' : changed.map((path) => `docs/${path}`).join('\n'))
  const wrong = consoleApiTypes('write')
  if (wrong !== '') throw new Error(wrong)
  const made = versioned(contracts(), published)
  const why = objections(published, made)
  if (why.length > 0) throw new Error(why.join('\n'))
  if (command.opts<{ publish: boolean }>().publish) {
    const paths = await publish(docsFolder, made)
    console.log(
      paths.length === 0 ? 'every contract was published already' : paths.map((path) => `published: ${path}`).join('\n'),
    )
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
