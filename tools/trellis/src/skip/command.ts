import { topics } from '@trellis/greenhouse'
import { planSkip, skipRecord, type Skip } from '@trellis/operations'
import { InvalidArgumentError, type Command } from 'commander'
import { textTable } from '../text-table.js'
import { withPorts } from '../with-ports.js'

interface Options {
  readonly yes?: string
  readonly json?: boolean
}

const HELP = `
Example:
  npm run trellis -- skip greenhouse.offers 3 1784 --yes 1784

The last resort, where a service ends at one record again and again: its log names the place. Without --yes nothing is changed: it says
what is there, and where the readers are. What was skipped is a problem (\`problems list\`), its bytes stay on the log. A rebuild passes it
over too. The normalizer keeps its place in Kafka: stop it first, and it is moved where it stands right there.`

/** `trellis skip`: one record that no reader gets past. */
export function addSkip(program: Command): void {
  program
    .command('skip')
    .description('Has every reader skip one record of the log, for good: where nothing else helps.')
    .argument('<topic>', 'such as greenhouse.offers', topicOfOurs)
    .argument('<partition>', 'its number', wholeNumber)
    .argument('<offset>', 'the record’s', wholeNumber)
    .option('--yes <offset>', 'the offset once more: without it the command only shows them')
    .option('--json', 'as JSON')
    .addHelpText('after', HELP)
    .action(async (topic: string, partition: string, offset: string, { yes, json }: Options) => {
      if (yes !== undefined && yes !== offset) throw new Error(`--yes says ${yes}, not ${offset}: nothing was skipped`)
      await withPorts(async (ports) => {
        const place = { topic, partition: Number(partition), offset: BigInt(offset) }
        const skip = await (yes === undefined ? planSkip(ports, place) : skipRecord(ports, place))
        const isDone = yes !== undefined
        console.log(json ? JSON.stringify({ ...skip, isDone }, undefined, 2) : describeSkip(skip, isDone))
      })
    })
}

function describeSkip({ topic, partition, offset, record, readers }: Skip, isDone: boolean): string {
  const place = `${topic}/${partition} at ${offset}`
  const what = record
    ? `${record.bytes} bytes, appended ${record.appendedAt}, ${record.type ?? 'of no type'}, ${record.id ?? 'without an id'}`
    : 'nothing any more: it was erased'
  const table = textTable(
    ['reader', 'reads next', ''],
    readers.map(({ reader, next, outcome }) => [reader, next ?? '-', outcome]),
  )
  const end = isDone ? `${place} is skipped` : `Nothing was changed. To skip it: --yes ${offset}`
  return [`${place}: ${what}`, '', ...table, '', end].join('\n')
}

function topicOfOurs(text: string): string {
  if (!topics.some(({ name }) => name === text))
    throw new InvalidArgumentError(`It is one of ${topics.map(({ name }) => name).join(', ')}.`)
  return text
}

function wholeNumber(text: string): string {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError('This has to be a whole number.')
  return text
}
