import { topics } from '@trellis/greenhouse'
import { InvalidArgumentError, type Command } from 'commander'
import { progressLine } from '../progress-line.js'
import { count } from '../text-table.js'
import { withPorts } from '../with-ports.js'
import { isRecipient } from './age.js'
import { exportRaw } from './export-raw.js'
import { importRaw } from './import-raw.js'

interface ExportOptions {
  readonly encryptTo?: readonly string[]
  readonly connection?: string
  readonly until?: number
  readonly json?: boolean
}

interface ImportOptions {
  readonly identity?: string
  readonly after?: number
  readonly json?: boolean
}

/** `trellis raw export` and `trellis raw import`: the second copy of the only truth (rule G3). */
export function addRawLog(raw: Command): void {
  raw
    .command('export')
    .description('Writes the log of raw events to a file: append times, keys, headers and exact bytes. It holds personal data.')
    .argument('<file>', 'packed where it ends in .gz; encrypted where it ends in .age; - for standard output')
    .option('--encrypt-to <recipients...>', 'who alone can read it: public keys of age (age1…)', recipients)
    .option('--connection <id>', 'only events of this connection')
    .option('--until <instant>', 'only what was appended until then (ISO 8601)', instant)
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- raw export raw-2026-11.jsonl.gz\n  npm run trellis -- raw export raw-2026-11.jsonl.gz.age --encrypt-to age1…\n\nWhat was erased from the log stays in exports made before: keep them as carefully.',
    )
    .action(async (file: string, { encryptTo, connection, until, json }: ExportOptions) =>
      withPorts(async ({ log }) => {
        const progress = progressLine('offsets read')
        const records = await exportRaw(log, { file, encryptTo, connection, untilMs: until, onProgress: progress.show }).finally(
          progress.end,
        )
        // Standard output may be the export itself.
        const report = file === '-' ? console.error : console.log
        report(json ? JSON.stringify({ records, file }) : `${count(records)} raw events are in ${file}`)
      }),
    )

  raw
    .command('import')
    .description('Appends an export to the log. Each event keeps its version; doing it twice changes nothing.')
    .argument('<file>', 'as `raw export` wrote it; unpacked where it ends in .gz; - for standard input')
    .option('--identity <file>', 'a file with the secret key of age, for an export that ends in .age')
    .option('--after <records>', 'skip so many records: an import that was interrupted says how many', wholeNumber)
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- raw import raw-2026-11.jsonl.gz\n\nThe services may run meanwhile, or start afterwards. Tables follow by themselves.',
    )
    .action(async (file: string, { identity, after, json }: ImportOptions) =>
      withPorts(async ({ log }) => {
        // On a cluster that has never seen Trellis the topic has to be made as ours are: by Kafka's own habits it would forget.
        await log.ensureTopics(topics)
        const progress = progressLine('records appended')
        const records = await importRaw(log, { file, identity, after, onProgress: progress.show }).finally(progress.end)
        console.log(json ? JSON.stringify({ records, file }) : `${count(records)} raw events of ${file} are on the log`)
      }),
    )
}

function recipients(text: string, before: readonly string[] = []): readonly string[] {
  if (!isRecipient(text)) throw new InvalidArgumentError('A recipient is a public key of age: age1…')
  return [...before, text]
}

function instant(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new InvalidArgumentError('An instant looks like 2026-11-23T14:00:00Z.')
  return ms
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('This has to be a whole number.')
  return Number(text)
}
