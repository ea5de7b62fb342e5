import { Presets, SingleBar } from 'cli-progress'
import type { ListedGeneration, RebuildEvent, RebuildProgress, TableParity } from '@trellis/runtime'
import { count, textTable } from '../text-table.js'

/** Shows what a rebuild reports: a bar on a terminal, else a line every few seconds. */
export class RebuildScreen {
  private bar: SingleBar | undefined
  private shownAt = 0

  show(event: RebuildEvent): void {
    if (event.event === 'progress') {
      this.progress(event)
      return
    }
    this.end()
    const said = describe(event)
    if (event.event === 'refused') console.error(said)
    else console.log(said)
  }

  end(): void {
    this.bar?.stop()
    this.bar = undefined
  }

  private progress(progress: RebuildProgress): void {
    const { phase, done, total, perSecond, secondsLeft } = progress
    const left = secondsLeft === null ? '' : `, ${secondsLeft} s left`
    const speed = `${count(perSecond)} events/s${left}`
    if (!process.stdout.isTTY) {
      if (Date.now() - this.shownAt < 2_000 && done < total) return
      this.shownAt = Date.now()
      console.log(`${phase}: ${count(done)} of ${count(total)} raw events, ${speed}`)
      return
    }
    const format = '{phase} |{bar}| {value} of {total} raw events · {speed}'
    this.bar ??= begun(new SingleBar({ format, hideCursor: true, barsize: 30 }, Presets.shades_classic), total)
    this.bar.setTotal(Math.max(1, total))
    this.bar.update(done, { phase: phase.padEnd(8), speed })
    if (done >= total) this.end()
  }
}

function begun(bar: SingleBar, total: number): SingleBar {
  bar.start(Math.max(1, total), 0, { phase: '', speed: '' })
  return bar
}

/** What happened, in words. */
export function describe(event: Exclude<RebuildEvent, RebuildProgress>): string {
  switch (event.event) {
    case 'generation': {
      const what =
        event.resource === undefined ? `generation ${event.generation}` : `${event.resource} of generation ${event.generation}`
      const until = event.asOf === undefined ? '' : ` as of ${event.asOf}`
      return `${event.resumed ? 'Going on with' : 'Making'} ${what}${until}, by the declarations of revision ${event.revision}`
    }
    case 'complete':
      return `Generation ${event.generation} is complete: ${count(event.events)} raw events in ${event.seconds} s`
    case 'parity':
      return describeParity(event.resources)
    case 'waiting':
      return `Waiting: ${event.why}`
    case 'switched':
      return [
        `Readers have generation ${event.to}; generation ${event.from} is kept until \`rebuild drop ${event.from}\`, \`rebuild rollback\` gives it back`,
        ...event.recreated.map((name) => `  recreated: ${name}`),
      ].join('\n')
    case 'shown':
      return `Readers find generation ${event.generation} in ${event.schema}.<resource>, until \`rebuild drop ${event.generation}\``
    case 'replaced':
      return `Readers have the new ${event.resource}`
    case 'dropped':
      return `Generation ${event.generation} is dropped`
    case 'generations':
      return describeGenerations(event.generations)
    case 'refused':
      return [event.why, ...(event.dependents ?? []).map((each) => `  ${each}`)].join('\n')
    default:
      return event satisfies never
  }
}

function describeParity(all: readonly TableParity[]): string {
  const rows = all.reduce((sum, { after }) => sum + (after?.rows ?? 0), 0)
  const other = all.filter(({ same, added, dropped, retyped }) => !same || added.length + dropped.length + retyped.length > 0)
  const head = `${all.length - other.length} of ${all.length} tables are the same, cell by cell (${count(rows)} rows)`
  if (other.length === 0) return head
  const table = textTable(
    ['table', 'rows before', 'after', 'live before', 'after', 'only before', 'only after', 'under way', 'what differs'],
    other.map((each) => [
      each.resource,
      ...[each.before?.rows, each.after?.rows, each.before?.live, each.after?.live].map((n) =>
        n === undefined ? '-' : count(n),
      ),
      ...[each.onlyBefore, each.onlyAfter, each.underWay].map(count),
      whatDiffers(each),
    ]),
  )
  return [head, ...table].join('\n')
}

function whatDiffers({ before, after, differing, added, dropped, retyped }: TableParity): string {
  return [
    ...(before === null ? ['the table is new'] : []),
    ...(after === null ? ['the table is gone'] : []),
    ...Object.entries(differing).map(([column, n]) => `${column} in ${count(n)}`),
    ...(before === null ? [] : added.map((column) => `${column} is new`)),
    ...(after === null ? [] : dropped.map((column) => `${column} is gone`)),
    ...retyped.map((column) => `${column} has another type`),
  ].join(', ')
}

function describeGenerations(all: readonly ListedGeneration[]): string {
  const time = (at: string | null): string => at?.slice(0, 19).replace('T', ' ') ?? '-'
  return textTable(
    ['generation', 'is', 'revision', 'made', 'complete', 'given to readers', 'as of', 'MB'],
    all.map(({ generation, state, revision, createdAt, completeAt, switchedAt, asOf, bytes }) => [
      String(generation),
      state,
      String(revision),
      time(createdAt),
      time(completeAt),
      time(switchedAt),
      time(asOf),
      count(Math.ceil(bytes / 1_048_576)),
    ]),
  ).join('\n')
}
