import type { Explained, ExplainedCell, Origin } from '@trellis/operations'
import { viewsOf, type Json, type Resource, type Sensitivity } from '@trellis/pipeline'
import type { ConsoleRight } from '@trellis/runtime'
import type { ExplainedCellAnswer, ExplanationAnswer, ReportAnswer } from './explanations.dto.js'

/** The right that cells of a sensitivity need, as far as one is needed. What is private or not declared is what raw bodies hold. */
const NEEDED: Readonly<Partial<Record<Sensitivity, ConsoleRight>>> = {
  demographic: 'demographics',
  compensation: 'pay',
  private: 'raw',
}

const LONGEST = 5_000

/** An explanation as a person with these rights may see it: of other cells it has who reported them, and no value. */
export function explanationAnswer(of: Resource, explained: Explained, rights: readonly ConsoleRight[]): ExplanationAnswer {
  const { connection, resource, key, state, listed, removal, cells } = explained
  const [live] = viewsOf(of)
  return {
    ...{ connection, resource, key, state },
    listed: listed && reportOf(listed, null),
    removal: removal && { by: removal.how.by, report: reportOf(removal.told, removal.said?.isSo ?? null) },
    cells: cells.map((cell) => cellOf(cell, live?.sensitivityOf(cell.name) ?? 'private', rights)),
  }
}

function cellOf(
  { name, value, told, said, before }: ExplainedCell,
  sensitivity: Sensitivity,
  rights: readonly ConsoleRight[],
): ExplainedCellAnswer {
  const needed = NEEDED[sensitivity]
  const lacks = needed !== undefined && !rights.includes(needed) ? needed : null
  const about = { name, sensitivity, lacks, report: reportOf(told, said?.isSo ?? null) }
  if (lacks !== null) return { ...about, value: null, before: null }
  return {
    ...about,
    value: textOf(value),
    before: before ? before.map((past) => ({ ...past, value: textOf(past.value) })) : null,
  }
}

function reportOf({ at, kind, revision, rawId, raw }: Origin, isSo: boolean | null): ReportAnswer {
  return { at, kind, revision, rawId, action: raw?.action ?? null, position: raw?.position ?? null, isSo }
}

function textOf(value: Json): string {
  const text = JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
