import { count } from './text-table.js'

const EVERY_MS = 1_000

/** Where progress is shown. */
interface ProgressLine {
  readonly show: (done: number, total?: number) => void
  readonly end: () => void
}

/** Shows on standard error how far something is: one line that is written over on a terminal, none elsewhere. */
export function progressLine(what: string): ProgressLine {
  const { isTTY } = process.stderr
  let shownAt = 0
  return {
    show: (done, total) => {
      if (!isTTY || Date.now() - shownAt < EVERY_MS) return
      shownAt = Date.now()
      process.stderr.write(`\r${what}: ${count(done)}${total === undefined ? '' : ` of ${count(total)}`} `)
    },
    end: () => {
      if (isTTY && shownAt > 0) process.stderr.write('\r\u001B[K')
    },
  }
}
