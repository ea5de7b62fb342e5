import type { Application } from '../collections/applications.js'
import type { Company } from '../company/company.js'
import { inventFieldValues } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import { rejectionDetails } from '../collections/rejection-details.js'
import { rejectionReasons } from '../collections/rejection-reasons.js'
import { applicationStages } from '../collections/application-stages.js'
import type { Happening } from '../company/ties.js'
import { instant, wholeSecond } from '../instants.js'
import { changeApplication } from './applications.js'
import { planInterviews } from './interviews.js'
import { addNote } from './notes.js'

/** Moves an application to another stage of its job, mostly the next one; undefined where there is none. */
export function moveStage(company: Company, invention: Invention, application: Application, at: number): Application | undefined {
  if (application.job_id === null) return undefined
  const stages = company.stagesOf(application.job_id).filter(({ active }) => active)
  const from = stages.findIndex(({ id }) => id === application.job_interview_stage_id)
  const to = invention.random.chance(0.9) ? stages[from + 1] : stages[invention.random.int(0, stages.length - 1)]
  if (to === undefined || to.id === application.job_interview_stage_id) return undefined
  const rows = company.where(applicationStages, 'application_id', application.id)
  const left = rows.find((row) => row.current)
  const entered = rows.find((row) => row.job_interview_stage_id === to.id)
  if (entered === undefined) return undefined
  if (left !== undefined) company.applicationStages.change(left.id, { current: false, exited_at: instant(at) }, at)
  company.applicationStages.change(entered.id, { current: true, entered_at: instant(at), exited_at: null }, at)
  planInterviews(company, invention, application, to.id, at)
  return changeApplication(company, application, { stage_id: entered.id, stage_name: to.name, job_interview_stage_id: to.id }, at)
}

/** Rejection leaves the current stage row in place (Harvest v3 reference). */
export function reject(company: Company, invention: Invention, application: Application, at: number): Application {
  const { random } = invention
  const rejected_at = wholeSecond(at)
  const rejection_reason_id = random.pickOrNull(company.all(rejectionReasons), 0.1)?.id ?? null
  const about = { candidate_id: application.candidate_id, application_id: application.id }
  const details = {
    rejected_by_id: random.pickOrNull(company.staff(), 0.1)?.id ?? null,
    rejection_note_id: random.chance(0.5) ? null : addNote(company, invention, about, at, 'NOTE').id,
    rejection_reason_id,
    rejected_at,
    question_custom_fields: inventFieldValues(invention, 'rejection_question', []),
  }
  const [known] = company.where(rejectionDetails, 'application_id', application.id)
  if (known === undefined) company.add(rejectionDetails, random, at, { ...details, application_id: application.id })
  else company.of(rejectionDetails).change(known.id, details, at)
  return changeApplication(company, application, { status: 'rejected', rejected_at, rejection_reason_id }, at)
}

/** With silent cascades the details of the rejection are removed; otherwise they are emptied. */
export function unreject({ company, at, cascade }: Happening, application: Application): Application {
  for (const { id } of company.where(rejectionDetails, 'application_id', application.id)) {
    if (cascade === 'silent') company.of(rejectionDetails).remove(id, at)
    else company.of(rejectionDetails).change(id, NOTHING, at)
  }
  return changeApplication(company, application, { status: 'in_process', rejected_at: null, rejection_reason_id: null }, at)
}

const NOTHING = {
  rejected_by_id: null,
  rejection_note_id: null,
  rejection_reason_id: null,
  rejected_at: null,
  question_custom_fields: {},
}
