import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { COLLECTIONS, DOCUMENTED } from '../documented-fields.js'
import type { RunningSandbox } from '../running-sandbox.js'
import { startSandbox } from '../start-sandbox.js'

/** Fields that name a row of another collection by another name than its own. */
const NAMED: Readonly<Record<string, string>> = {
  stage_id: 'application_stages',
  'applications.stage_id': 'application_stages',
  'departments.parent_id': 'departments',
  'offices.parent_id': 'offices',
  greenhouse_job_board_id: 'job_boards',
  custom_location_id: 'job_board_custom_locations',
  linked_custom_field_id: 'custom_fields',
  added_by_custom_field_id: 'custom_fields',
  copied_from_id: 'jobs',
  prospective_job_id: 'jobs',
  linked_candidate_id: 'candidates',
  pool_id: 'prospect_pools',
  pool_stage_id: 'prospect_pool_stages',
  role_id: 'user_roles',
  related_post_id: 'job_posts',
  rejection_note_id: 'notes',
  agency_note_id: 'notes',
  school_name_custom_field_option_id: 'custom_field_options',
  degree_custom_field_option_id: 'custom_field_options',
  discipline_custom_field_option_id: 'custom_field_options',
}

const USERS =
  /^(user|linked_user|coordinator|recruiter|organizer|interviewer|submitter|requested_by|requested_by_user|resolved_by|reminder_sent_by|rejected_by|updated_by|prospect_owner|primary_in_house_contact_user)_id$/

/** Ids of other kinds. */
const OTHERS = /^(id|external_id|requisition_id|employee_id|opening_id|external_event_id|agency_id)$/

function parentOf(collection: string, field: string): string | undefined {
  const name = field.replace(/_ids$/, '_id')
  if (collection === 'openings' && name === 'opening_id') return undefined
  if (name === 'opening_id') return 'openings'
  if (OTHERS.test(name)) return undefined
  if (USERS.test(name)) return 'users'
  const plural = name.replace(/_id$/, 's')
  return NAMED[`${collection}.${name}`] ?? NAMED[name] ?? (plural.endsWith('ys') ? plural.slice(0, -2) + 'ies' : plural)
}

describe('every id in a record', () => {
  let sandbox: RunningSandbox

  beforeAll(async () => {
    sandbox = await startSandbox({ candidates: 250, silentCascades: false })
    sandbox.step(3_000)
  })
  afterAll(() => sandbox.stop())

  it('is the id of a record', () => {
    const ids = new Map(COLLECTIONS.map((name) => [name, new Set(sandbox.truth(name).map(({ id }) => id))]))
    const dangling = COLLECTIONS.flatMap((collection) =>
      Object.keys(DOCUMENTED[collection]?.fields ?? {})
        .filter((field) => /_ids?$/.test(field))
        .flatMap((field) => {
          const parent = parentOf(collection, field)
          if (parent === undefined) return []
          const own = ids.get(parent)
          if (own === undefined) return [`${collection}.${field}: no collection ${parent}`]
          const astray = sandbox
            .truth(collection)
            .flatMap((record) => [record[field]].flat())
            .filter((id) => id !== null && id !== undefined && !own.has(id))
          return astray.length === 0 ? [] : [`${collection}.${field}: ${astray.length} of ${parent}`]
        }),
    )
    expect(dangling).toEqual([])
  })

  it('of tags and offers agrees with what the person says', () => {
    const names = new Map(sandbox.truth('candidate_tags').map(({ id, name }) => [id, name]))
    const applied = new Map<unknown, Set<unknown>>()
    for (const { candidate_id: id, candidate_tag_id: tag } of sandbox.truth('applied_candidate_tags')) {
      applied.set(id, (applied.get(id) ?? new Set()).add(names.get(tag)))
    }
    const differing = sandbox
      .truth('candidates')
      .filter(({ id, tags }) => [...(applied.get(id) ?? [])].sort().join() !== [...(tags as string[])].sort().join())
    expect(differing.map(({ id }) => id)).toEqual([])
  })
})
