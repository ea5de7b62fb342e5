import type { AlertFacts } from '../alert-facts.js'
import { byConnection } from '../by-connection.js'
import type { Finding } from '../finding.js'

/** Problems are replayed by a person, and a new one that is seen to within minutes needs none to be called. */
const PROBLEMS_HOLD_SECONDS = 120

/** What could not be read and is not resolved. */
export function problemsOpenRule({ problems }: AlertFacts): readonly Finding[] {
  return problems.map(({ connection, open, oldestMs }) => ({
    ...{ code: 'problems-open', connection, sinceMs: oldestMs, holdSeconds: PROBLEMS_HOLD_SECONDS },
    facts: { problems: open },
  }))
}

/** Removals that wait for a person, by connection. */
export function removalsHeldRule({ holds }: AlertFacts): readonly Finding[] {
  return [...byConnection(holds)].map(([connection, held]) => ({
    ...{ code: 'removals-held', connection, sinceMs: Math.min(...held.map(({ sinceMs }) => sinceMs)) },
    facts: { resources: held.map(({ resource }) => resource), entries: sum(held.map(({ suspects }) => suspects)) },
  }))
}

/** Resources whose last audit found differences, by connection. */
export function auditDifferencesRule({ audits }: AlertFacts): readonly Finding[] {
  return [...byConnection(audits)].map(([connection, found]) => ({
    ...{ code: 'audit-differences', connection, sinceMs: Math.min(...found.map(({ finishedMs }) => finishedMs)) },
    facts: { resources: found.map(({ resource }) => resource), differences: sum(found.map(({ differences }) => differences)) },
  }))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
