import type { Status } from '../../api/status-query.js'
import type { Finding } from './findings.js'

/** How everything stands, in a sentence. */
interface Verdict {
  readonly tone: 'good' | 'busy' | 'warn' | 'bad' | 'idle'
  readonly title: string
  readonly about: string
}

const KEPT = 'Every event that was received is kept on the log.'

/** Weighs the findings. What was received is never lost; what is said is who has to act, and whether it goes on by itself. */
export function verdict({ connections }: Status, found: readonly Finding[]): Verdict {
  if (connections.length === 0)
    return {
      tone: 'idle',
      title: 'Nothing is connected yet',
      about: 'Connect Greenhouse under Integrations; then its data is read.',
    }
  const waiting = found.filter(({ kind }) => kind === 'needs you').length
  if (waiting > 0)
    return {
      tone: 'bad',
      title: `Nothing is lost; ${waiting === 1 ? 'one thing needs you' : `${waiting} things need you`}`,
      about: `${KEPT} What is named below does not come right by itself.`,
    }
  if (found.some(({ kind }) => kind === 'late'))
    return { tone: 'warn', title: 'Nothing is lost; some data is late', about: `${KEPT} It catches up by itself.` }
  const resources = connections.flatMap((connection) => connection.resources)
  const done = resources.filter(({ backfill }) => backfill === 'done').length
  const asked = resources.filter(({ backfill }) => backfill !== 'permission missing').length
  if (done < asked || resources.length === 0)
    return {
      tone: 'busy',
      title: 'Reading for the first time',
      about: `${done} of ${asked} resources are read completely. Those can be used already.`,
    }
  return {
    tone: 'good',
    title: 'Nothing is lost, nothing is late',
    about: `${KEPT} Every resource is complete and follows changes.`,
  }
}
