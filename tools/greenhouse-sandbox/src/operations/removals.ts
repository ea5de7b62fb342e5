import type { Collection } from '../collections/collection.js'
import { applications } from '../collections/applications.js'
import { candidates } from '../collections/candidates.js'
import { type Department, departments } from '../collections/departments.js'
import { type Office, offices } from '../collections/offices.js'
import { scorecards } from '../collections/scorecards.js'
import type { Company } from '../company/company.js'
import { type Happening, consequence } from '../company/ties.js'
import type { Entity } from '../company/entity.js'
import { CASCADES } from './cascades.js'

/** Whether a row can go without anything else that no webhook names. */
export const isBare = <T extends Entity>(company: Company, { name }: Collection<T>, id: number): boolean =>
  (CASCADES[name] ?? []).every((tie) => !tie.goes || tie.count(company, id) === 0)

/** A row goes, and with it what hangs on it; no webhook reports that (https://developers.greenhouse.io/webhooks.html). */
export function removeRow<T extends Entity>(happening: Happening, collection: Collection<T>, id: number): void {
  const { company, at } = happening
  if (company.of(collection).get(id) === undefined) return
  for (const tie of CASCADES[collection.name] ?? []) tie.undo(happening, id, removeRow)
  company.of(collection).remove(id, at)
}

/** A person goes with all applications and their scorecards. */
export function removeCandidate(happening: Happening, id: number): void {
  const { company } = happening
  for (const application of company.where(applications, 'candidate_id', id)) {
    // Deleting an application alone leaves its scorecards in place (https://developers.greenhouse.io/webhooks.html).
    for (const scorecard of company.where(scorecards, 'application_id', application.id)) {
      removeRow(happening, scorecards, scorecard.id)
    }
  }
  removeRow(happening, candidates, id)
}

/** Whether all that goes with a person is named: bare applications and nothing else. */
export function isBarePerson(company: Company, id: number): boolean {
  const own = company.where(applications, 'candidate_id', id)
  const bare = own.every((application) => isBareApplication(company, application.id))
  const removed = (CASCADES[candidates.name] ?? []).reduce((sum, tie) => sum + (tie.goes ? tie.count(company, id) : 0), 0)
  return bare && removed === own.length
}

export const isBareApplication = (company: Company, id: number): boolean =>
  isBare(company, applications, id) && company.by(scorecards, 'application_id').count(id) === 0

/**
 * One person becomes another: what hung on the one hangs on the other, the rest of the person is joined
 * (https://developers.greenhouse.io/webhooks.html).
 */
export function mergeCandidates(happening: Happening, goneId: number, keptId: number): void {
  const { company, at } = happening
  const gone = company.candidates.row(goneId)
  const kept = company.candidates.row(keptId)
  for (const tie of CASCADES[candidates.name] ?? []) tie.move(happening, goneId, keptId)
  const known = new Set(kept.email_addresses.map(({ value }) => value))
  company.candidates.change(
    keptId,
    {
      email_addresses: [...kept.email_addresses, ...gone.email_addresses.filter(({ value }) => !known.has(value))],
      tags: [...new Set([...kept.tags, ...gone.tags])],
      linked_user_ids: [...new Set([...kept.linked_user_ids, ...gone.linked_user_ids])],
    },
    at,
  )
  company.candidates.remove(goneId, at)
}

/** A department goes; its children move up, and who named it names none. */
export function removeDepartment(happening: Happening, { id, parent_id }: Department): void {
  const { company } = happening
  for (const child of company.where(departments, 'parent_id', id))
    consequence(happening, company.departments, child.id, { parent_id })
  removeRow(happening, departments, id)
}

/** An office goes; its children move up, and who named it names one fewer. */
export function removeOffice(happening: Happening, { id, parent_id }: Office): void {
  const { company } = happening
  for (const child of company.where(offices, 'parent_id', id)) consequence(happening, company.offices, child.id, { parent_id })
  removeRow(happening, offices, id)
}
