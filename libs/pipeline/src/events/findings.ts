import type { Cause, Problem, RawEvent } from './event.js'
import type { Json } from '../resource/json.js'
import type { Resource } from '../resource/resource.js'

/** More of one body are no news to anybody, and a hostile one has hundreds of thousands. */
export const MAX_UNKNOWN = 1_000

/** A body that holds more is not worth a message for each; the last one says so. */
const MAX_PROBLEMS = 1_000

/** What was found in one body beside events: problems, names that no column reads, cells in which characters were replaced. */
export class Findings {
  readonly problems: Problem[] = []
  readonly unknown: string[] = []
  readonly replaced: string[] = []

  constructor(
    private readonly raw: RawEvent,
    private readonly cause: Cause,
    private readonly mayBeReplaced: boolean,
  ) {}

  problem(code: Problem['code'], resource?: string, key?: string, column?: string): void {
    if (this.problems.length > MAX_PROBLEMS) return
    const { cause } = this
    const { connection } = this.raw
    if (this.problems.length === MAX_PROBLEMS) {
      this.problems.push({ code: 'too_many_problems', connection, cause })
      return
    }
    const where = {
      ...(resource !== undefined && { resource }),
      ...(key !== undefined && { key }),
      ...(column !== undefined && { column }),
    }
    this.problems.push({ code, connection, cause, ...where })
  }

  /** A name becomes a figure's label: one that looks like none is not repeated. */
  unknownName(of: Resource, name: string): void {
    if (this.unknown.length >= MAX_UNKNOWN) return
    const { action } = this.cause
    this.unknown.push(`${action === undefined ? '' : `${action}/`}${of.name}.${/^\w{1,60}$/.test(name) ? name : '?'}`)
  }

  /** Notes a cell in which NUL or half a surrogate pair became U+FFFD (rule L6). */
  cell(of: Resource, name: string, value: Json | undefined): void {
    if (!this.mayBeReplaced || value === undefined) return
    if (JSON.stringify(value).includes('\uFFFD')) this.replaced.push(`${of.name}.${name}`)
  }
}

/** Whatever cannot be stored is written as an escape: NUL and surrogates, of which most come in pairs. */
export function mayBeReplaced(text: string): boolean {
  return text.includes('\\u') && unstorableEscape.test(text)
}

const unstorableEscape = /\\u0000|\\u[dD][89a-fA-F]/
