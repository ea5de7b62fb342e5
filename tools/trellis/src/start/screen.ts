import { MultiBar, Presets, type SingleBar } from 'cli-progress'
import { isListed, type Status } from '@trellis/operations'

/** Shows how the sync goes on. */
export interface Screen {
  show(status: Status): void
  end(): void
}

/** Bars on a terminal; a line every few seconds where there is none (a log, CI). `totals` are the sandbox's: a real account gives none. */
export function openScreen(totals: Readonly<Record<string, number>>): Screen {
  return process.stdout.isTTY ? bars(totals) : lines()
}

function bars(totals: Readonly<Record<string, number>>): Screen {
  const format = '{name} |{bar}| {shown} {state}'
  const all = new MultiBar({ format, hideCursor: true, clearOnComplete: false, fps: 5, barsize: 30 }, Presets.shades_classic)
  const byName = new Map<string, SingleBar>()
  const rate = rateOf()
  const set = (name: string, value: number, total: number, state: string): void => {
    const payload = { name: name.padEnd(20), shown: value.toLocaleString('en').padStart(9), state }
    const bar = byName.get(name) ?? all.create(Math.max(1, total), 0, payload)
    byName.set(name, bar)
    bar.setTotal(Math.max(1, total))
    bar.update(Math.min(value, Math.max(1, total)), payload)
  }
  return {
    show: (status) => {
      for (const { resource, backfill, records } of listings(status)) {
        const total = backfill === 'done' ? records : (totals[resource] ?? records * 2)
        set(resource, records, total, backfill)
      }
      const { behind, perSecond, rows } = figures(status, rate)
      set(
        'rows in Postgres',
        rows,
        rows + behind,
        `${perSecond.toLocaleString('en')} raw events/s, ${behind.toLocaleString('en')} behind`,
      )
    },
    end: () => all.stop(),
  }
}

function lines(): Screen {
  const rate = rateOf()
  let shownAt = 0
  return {
    show: (status) => {
      if (Date.now() - shownAt < 2_000 && !isListed(status)) return
      shownAt = Date.now()
      const { behind, perSecond, rows } = figures(status, rate)
      const done = listings(status).filter(({ backfill }) => backfill === 'done').length
      console.log(
        `${done} of ${listings(status).length} listings read · ${status.rawEvents} raw events, ${perSecond}/s · ${rows} rows · ${behind} behind`,
      )
    },
    end: () => undefined,
  }
}

function listings({ connections }: Status): Status['connections'][number]['resources'] {
  return connections.flatMap(({ resources }) => resources)
}

function figures(status: Status, rate: (events: number) => number): { behind: number; perSecond: number; rows: number } {
  return {
    behind: status.lag.reduce((sum, { records }) => sum + records, 0),
    perSecond: rate(status.rawEvents),
    rows: status.tables.reduce((sum, { live, removed }) => sum + live + removed, 0),
  }
}

/** Raw events per second since the last asking. */
function rateOf(): (events: number) => number {
  let last: { readonly events: number; readonly atMs: number } | undefined
  return (events) => {
    const atMs = Date.now()
    const perSecond = last ? Math.round(((events - last.events) * 1000) / Math.max(1, atMs - last.atMs)) : 0
    last = { events, atMs }
    return Math.max(0, perSecond)
  }
}
