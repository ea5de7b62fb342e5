import type { components } from './schema.js'

type Answer = components['schemas']['ProblemAnswer']

/** What went wrong, for a person: a sentence, what to do, who can do it. `code` is one of the console's registry, or of those below. */
export interface Problem extends Omit<Answer, 'code' | 'type'> {
  readonly code: string
  /** What an engineer wants to know beside it. */
  readonly technical?: string
  readonly retryAfterSeconds?: number
}

/** A problem as an exception, as queries and mutations throw it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  constructor(readonly problem: Problem) {
    super(problem.title)
  }
}

/** The problem in whatever was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem
  // The browser throws this, and no other, where no answer came.
  if (thrown instanceof TypeError) return { ...AWAY, technical: thrown.message }
  return { ...PAGE_BROKEN, technical: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) }
}

/** The problem that an answer states, or what can be said of one that states none. */
export function problemIn(response: Response, body: unknown): Problem {
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const technical = `${response.status} ${new URL(response.url, 'http://console').pathname}`
  const stated = isProblem(body) ? body : { ...NO_PROBLEM, status: response.status }
  return { ...stated, technical, ...(Number.isFinite(retryAfterSeconds) && { retryAfterSeconds }) }
}

/** The fault of one field of a form, where the console found one. */
export function fieldFaults(thrown: unknown): Readonly<Record<string, string>> {
  if (!(thrown instanceof ProblemError)) return {}
  return Object.fromEntries((thrown.problem.errors ?? []).map(({ at, wrong }) => [at, wrong]))
}

const AWAY: Problem = {
  code: 'console-away',
  status: 0,
  title: 'The console does not answer',
  remedy: 'Check your network. If others cannot reach it either, its process has to be started. This page tries again by itself.',
  who: 'You, then the people who operate Trellis',
}

const PAGE_BROKEN: Problem = {
  code: 'page-broken',
  status: 0,
  title: 'This page is broken',
  remedy: 'Load it again. If it stays so, report it with the technical detail below.',
  who: 'The people who operate Trellis',
}

const NO_PROBLEM: Omit<Problem, 'status'> = {
  code: 'unexpected-answer',
  title: 'The console gave an answer that this page does not understand',
  remedy: 'Load the page again: it may be older than the console. A proxy between the two may also have answered.',
  who: 'The people who operate Trellis',
}

function isProblem(body: unknown): body is Answer {
  if (typeof body !== 'object' || body === null) return false
  return ['title', 'code', 'remedy', 'who'].every((key) => typeof (body as Record<string, unknown>)[key] === 'string')
}
