import type { Entity } from './table.js'

export interface Named {
  readonly id: number
  readonly name: string
}

export interface Referrer extends Named {
  readonly user_id: number | null
}

export interface RejectionReason extends Named {
  readonly type: Named
}

/** A stage in a job's plan; webhooks call its id current_stage.id. */
export interface JobInterviewStage extends Entity, Named {
  readonly job_id: number
  readonly sort_order: number
  readonly active: boolean
  readonly interviews: readonly {
    readonly id: number
    readonly name: string
    readonly kit: {
      readonly id: number
      readonly content: string
      readonly questions: readonly { readonly id: number; readonly question: string }[]
    }
    readonly interviewer_ids: readonly number[]
  }[]
}

/** `open` is the same as closed_at null (Harvest v3 reference). */
export interface Opening extends Entity {
  readonly job_id: number
  readonly opening_id: string | null
  readonly opened_at: string
  readonly closed_at: string | null
  readonly application_id: number | null
}

const numbered = (first: number, names: readonly string[]): Named[] =>
  names.map((name, index) => ({ id: first + 11 * index, name }))

export const SOURCES = numbered(3_500_000_001, [
  'Referral',
  'Jobs page on your website',
  'LinkedIn (Prospecting)',
  'Agency',
  'Meetup "Nord & Süd"',
  'Indeed',
  'Hochschulmesse Köln',
])

const REJECTION_TYPES = numbered(1, ['We rejected them', 'They rejected us', 'None specified'])

export const REJECTION_REASONS: readonly RejectionReason[] = numbered(3_600_000_005, [
  'Lacking skills',
  'Too junior',
  'Chose another offer',
  'Salary <too low>',
  'Position closed',
]).map((reason, index) => ({ ...reason, type: REJECTION_TYPES[index % REJECTION_TYPES.length] ?? reason }))

export const REFERRER_NAMES = ['Northern Talent GmbH', 'Čapek & Daughters', 'Alumni network']
export const PROSPECT_POOLS = numbered(3_800_000_003, ['Engineering leads', 'Interns 2027', 'Silver medallists'])
export const PROSPECT_STAGES = numbered(3_810_000_003, ['Not contacted', 'In conversation', 'Not now'])
export const INTERVIEWER_TAGS = numbered(3_820_000_003, ['bar raiser', 'shadowing', 'pair programming'])
export const TAGS = ['Ruby', 'C++', 'Import from previous ATS', 'naïve', 'R&D', '日本', 'rehire', '"quoted"', 'remote 🌍']
