import type { Application } from '../collections/applications.js'
import type { Department } from '../collections/departments.js'
import type { Office } from '../collections/offices.js'
import type { Company } from '../company/company.js'
import type { Entity, Table } from '../company/table.js'

/** Whether what a removal changes elsewhere moves `updated_at` there, or happens without a trace. */
export type Cascade = 'visible' | 'silent'

/** Changes a row as a consequence of something else. */
export function consequence<T extends Entity>(
  table: Table<T>,
  id: number,
  patch: Partial<T>,
  at: number,
  cascade: Cascade,
): void {
  if (cascade === 'silent') table.changeSilently(id, patch, at)
  else table.change(id, patch, at)
}

/** Whether an application can go without anything that no webhook names: it has no stage rows and no offers. */
export const isBare = (company: Company, application: Application): boolean =>
  company.stagesByApplication.count(application.id) === 0 && company.offersByApplication.count(application.id) === 0

/** An application goes; its offers and stage rows go with it and no webhook tells (Recruiting webhooks guide). */
export function removeApplication(company: Company, application: Application, at: number, cascade: Cascade): void {
  for (const stage of company.stagesByApplication.of(application.id)) company.applicationStages.remove(stage.id, at)
  for (const offer of company.offersByApplication.of(application.id)) company.offers.remove(offer.id, at)
  for (const opening of company.openingsByApplication.of(application.id)) {
    consequence(company.openings, opening.id, { application_id: null }, at, cascade)
  }
  company.applications.remove(application.id, at)
}

/** A person goes with all applications. */
export function removeCandidate(company: Company, id: number, at: number, cascade: Cascade): void {
  for (const application of company.applicationsByCandidate.of(id)) removeApplication(company, application, at, cascade)
  relinkUsers(company, id, [], at, cascade)
  company.candidates.remove(id, at)
}

/** One person becomes another: applications and offers change hands, the rest of the person is joined (Recruiting webhooks guide). */
export function mergeCandidates(company: Company, goneId: number, keptId: number, at: number, cascade: Cascade): void {
  const gone = company.candidates.row(goneId)
  const kept = company.candidates.row(keptId)
  for (const application of company.applicationsByCandidate.of(goneId)) {
    consequence(company.applications, application.id, { candidate_id: keptId }, at, cascade)
    for (const offer of company.offersByApplication.of(application.id)) {
      consequence(company.offers, offer.id, { candidate_id: keptId }, at, cascade)
    }
  }
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
  relinkUsers(company, goneId, [keptId], at, cascade)
  company.candidates.remove(goneId, at)
}

/** A job goes; here its applications go with it, of which the documentation says nothing (Recruiting webhooks guide). */
export function removeJob(company: Company, id: number, at: number, cascade: Cascade): void {
  for (const application of company.applicationsByJob.of(id)) removeApplication(company, application, at, cascade)
  for (const prospect of company.prospectsByJob.of(id)) {
    const prospective_job_ids = prospect.prospective_job_ids.filter((jobId) => jobId !== id)
    consequence(company.applications, prospect.id, { prospective_job_ids }, at, cascade)
  }
  for (const copy of company.copiesByJob.of(id)) consequence(company.jobs, copy.id, { copied_from_id: null }, at, cascade)
  for (const stage of company.stagesByJob.of(id)) company.jobInterviewStages.remove(stage.id, at)
  for (const opening of company.openingsByJob.of(id)) company.openings.remove(opening.id, at)
  company.jobs.remove(id, at)
}

/** A department goes; its children move up, and who named it names none. */
export function removeDepartment(company: Company, department: Department, at: number, cascade: Cascade): void {
  const { id, parent_id } = department
  for (const child of company.departmentsByParent.of(id)) consequence(company.departments, child.id, { parent_id }, at, cascade)
  for (const job of company.jobsByDepartment.of(id)) consequence(company.jobs, job.id, { department_id: null }, at, cascade)
  for (const user of company.users.rows()) {
    if (!user.department_ids.includes(id)) continue
    consequence(company.users, user.id, { department_ids: user.department_ids.filter((other) => other !== id) }, at, cascade)
  }
  company.departments.remove(id, at)
}

/** An office goes; its children move up, and who named it names one fewer. */
export function removeOffice(company: Company, office: Office, at: number, cascade: Cascade): void {
  const { id, parent_id } = office
  for (const child of company.officesByParent.of(id)) consequence(company.offices, child.id, { parent_id }, at, cascade)
  for (const job of company.jobsByOffice.of(id)) {
    consequence(company.jobs, job.id, { office_ids: (job.office_ids ?? []).filter((other) => other !== id) }, at, cascade)
  }
  for (const user of company.users.rows()) {
    if (!user.office_ids.includes(id)) continue
    consequence(company.users, user.id, { office_ids: user.office_ids.filter((other) => other !== id) }, at, cascade)
  }
  company.offices.remove(id, at)
}

function relinkUsers(company: Company, candidateId: number, instead: readonly number[], at: number, cascade: Cascade): void {
  for (const userId of company.candidates.row(candidateId).linked_user_ids) {
    const user = company.users.get(userId)
    if (user === undefined) continue
    const others = user.linked_candidate_ids.filter((id) => id !== candidateId && !instead.includes(id))
    consequence(company.users, userId, { linked_candidate_ids: [...others, ...instead] }, at, cascade)
  }
}
