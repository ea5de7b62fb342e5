import {
  problemNamed,
  rawFacts,
  rawRecordAt,
  replayProblems,
  storedProblems,
  type RawAt,
  type Replayed,
} from '@trellis/operations'
import { countProblems, type StoredProblem } from '@trellis/runtime'
import { InvalidArgumentError, type Command } from 'commander'
import { progressLine } from '../progress-line.js'
import { count, textTable } from '../text-table.js'
import { withPorts } from '../with-ports.js'

interface ListOptions {
  readonly code?: string
  readonly resource?: string
  readonly connection?: string
  readonly all?: boolean
  readonly limit: number
  readonly json?: boolean
}

/** `trellis problems`: what could not be read, and reading it again. */
export function addProblems(program: Command): void {
  const problems = program.command('problems').description('Raw events, or parts of them, that could not be read.')

  problems
    .command('list')
    .description('The open problems, the newest first. They name ids, codes and columns, never a value.')
    .option('--code <code>', 'only these, such as unreadable_cell')
    .option('--resource <name>', 'only of this resource')
    .option('--connection <id>', 'only of this connection')
    .option('--open', 'those that are not resolved yet (the default)')
    .option('--all', 'resolved ones too')
    .option('--limit <number>', 'at most so many', wholeNumber, 100)
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- problems list --code unreadable_cell --resource offers')
    .action(async ({ all, json, ...filter }: ListOptions) =>
      withPorts(async ({ pool }) => {
        const found = await storedProblems(pool, { ...filter, which: all ? 'all' : 'open' })
        const counts = await countProblems(pool)
        console.log(json ? JSON.stringify({ ...counts, problems: found }, undefined, 2) : describeList(found, counts))
      }),
    )

  problems
    .command('show')
    .description('One problem, and the raw event behind it.')
    .argument('<id>', 'a problem’s id, or how it begins')
    .option('--body', 'the raw event’s body too: it holds personal data')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- problems show 2c0f34685723e891a9e61dca --body')
    .action(async (id: string, { body, json }: { body?: boolean; json?: boolean }) =>
      withPorts(async ({ log, pool }) => {
        const problem = await problemNamed(pool, id)
        const raw = problem.position ? await rawRecordAt(log, problem.position) : 'elsewhere'
        const shown = { problem, raw: shownRaw(raw, body === true) }
        console.log(json ? JSON.stringify(shown, undefined, 2) : describeProblem(shown))
      }),
    )

  problems
    .command('replay')
    .description('Reads the raw events behind problems again by today’s declarations: what they say now goes to the tables.')
    .argument('[id...]', 'ids of problems, or how they begin')
    .option('--all', 'all open problems')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- problems replay --all\n\nNeither the order nor a repetition matters: each event has the version that it always had.',
    )
    .action(async (ids: readonly string[], { all, json }: { all?: boolean; json?: boolean }) =>
      withPorts(async ({ log, pool }) => {
        if (all !== true && ids.length === 0) throw new Error('Say which: ids of problems, or --all')
        const chosen = all
          ? await storedProblems(pool, { which: 'open' })
          : await Promise.all(ids.map((id) => problemNamed(pool, id)))
        const progress = progressLine('raw events')
        const replayed = await replayProblems({ log, pool }, chosen, progress.show).finally(progress.end)
        console.log(json ? JSON.stringify(replayed, undefined, 2) : describeReplayed(replayed))
      }),
    )
}

function describeList(found: readonly StoredProblem[], { open, resolved }: { open: number; resolved: number }): string {
  const head = `${count(open)} open, ${count(resolved)} resolved`
  if (found.length === 0) return head
  const rows = found.map(({ code, resource, key, column, seenAt, resolvedAt, id }) => [
    seenAt,
    code,
    [resource, key, column].filter((part) => part !== null).join('/'),
    resolvedAt === null ? '' : 'resolved',
    id,
  ])
  return [...textTable(['seen', 'code', 'of', '', 'id'], rows), '', `${count(found.length)} shown · ${head}`].join('\n')
}

type ShownRaw = ReturnType<typeof shownRaw>

function shownRaw(raw: RawAt, isBodyWanted: boolean) {
  return typeof raw === 'string' ? { found: raw } : { found: 'yes' as const, ...rawFacts(raw, isBodyWanted) }
}

function describeProblem({ problem, raw }: { readonly problem: StoredProblem; readonly raw: ShownRaw }): string {
  const { id, code, connection, resource, key, column, seenAt, resolvedAt, rawId } = problem
  const lines = [
    `${code} · ${resolvedAt === null ? 'open' : `resolved ${resolvedAt}`}`,
    `id          ${id}`,
    `connection  ${connection}`,
    `of          ${[resource, key, column].map((part) => part ?? '-').join(' / ')}`,
    `seen        ${seenAt}`,
    `raw event   ${rawId}`,
  ]
  if (!('position' in raw)) return [...lines, whyNotShown(problem, raw.found)].join('\n')
  const { position, appendedAt, bytes, headers, kind, action, body } = raw
  lines.push(
    `            ${kind}${action === undefined ? '' : ` ${action}`}, ${count(bytes)} bytes, appended ${appendedAt}`,
    `            ${position.topic}/${position.partition} at ${position.offset}`,
    ...Object.entries(headers).map(([name, value]) => `            ${name}: ${value}`),
  )
  if (body !== undefined) lines.push('', body)
  return lines.join('\n')
}

function whyNotShown({ code, position }: StoredProblem, found: 'erased' | 'elsewhere'): string {
  if (found === 'erased') return 'The raw event was erased.'
  if (code === 'too_large' && position === null)
    return 'The listed record is larger than the log takes: it is not on the log, and its row stays as it was before.'
  return 'The raw event is not where the problem says.'
}

function describeReplayed({ rawEvents, events, problems, resolved, erased, notFound }: Replayed): string {
  const lines = [
    `${count(rawEvents)} raw events were read again: ${count(events)} events, ${count(problems)} problems`,
    `${count(resolved)} problems are resolved`,
  ]
  if (erased > 0) lines.push(`${count(erased)} are resolved because their raw event was erased`)
  if (notFound.length > 0)
    lines.push(
      `${count(notFound.length)} stay open: their raw event is not where they say (the log was moved?), or was too large for any log. A rebuild reads all that there is`,
    )
  return lines.join('\n')
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('This has to be a whole number.')
  return Number(text)
}
