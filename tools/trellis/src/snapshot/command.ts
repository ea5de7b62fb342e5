import type { Command } from 'commander'
import { addresses, openPorts } from '../addresses.js'
import { takeSnapshot, type ResourceSnapshot, type Snapshot } from './take-snapshot.js'

interface Options {
  readonly toTopic: string
  readonly json?: boolean
}

/** `trellis snapshot`: what a late consumer starts from. */
export function addSnapshot(program: Command): void {
  program
    .command('snapshot')
    .description('Writes the current rows of all tables to a topic, as canonical events: where a late consumer starts.')
    .requiredOption('--to-topic <topic>', 'the topic; it is created, compacted and kept indefinitely, and must be empty')
    .option('--json', 'as JSON, with the offsets from which to go on')
    .addHelpText(
      'after',
      '\nFold the events of the snapshot and those of the canonical topics with one function, in any order: versions decide.\nThe canonical topics need only be read from the offsets that the snapshot ends with.',
    )
    .action(async ({ toTopic, json }: Options) => {
      const ports = await openPorts(await addresses())
      try {
        const snapshot = await takeSnapshot(ports, toTopic, (done) => {
          if (done.rows > 0) console.error(progress(done))
        })
        console.log(json ? JSON.stringify(snapshot, undefined, 2) : describe(snapshot))
      } finally {
        await ports.close()
      }
    })
}

function progress({ resource, rows, events }: ResourceSnapshot): string {
  return `${resource}: ${rows.toLocaleString('en')} rows, ${events.toLocaleString('en')} events`
}

function describe({ topic, generation, resources, goOnAt }: Snapshot): string {
  const rows = resources.reduce((sum, each) => sum + each.rows, 0)
  const events = resources.reduce((sum, each) => sum + each.events, 0)
  const offsets = Object.entries(goOnAt).map(([name, at]) => {
    const partitions = Object.entries(at).map(([partition, offset]) => `${partition}: ${offset}`)
    return `  ${name}  ${partitions.join(', ')}`
  })
  return [
    `${rows.toLocaleString('en')} rows of generation ${generation} are ${events.toLocaleString('en')} events on ${topic}`,
    ...(offsets.length > 0 ? ['go on reading at (partition: offset)', ...offsets] : []),
  ].join('\n')
}
