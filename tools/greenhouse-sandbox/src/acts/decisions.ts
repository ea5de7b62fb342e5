import type { Application } from '../collections/applications.js'
import type { Company } from '../company/company.js'
import { inventFieldValues } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import { instant, wholeSecond } from '../instants.js'
import { changeApplication } from './applications.js'

/** Moves an application to another stage of its job, mostly the next one; undefined where there is none. */
export function moveStage(company: Company, invention: Invention, application: Application, at: number): Application | undefined {
  if (application.job_id === null) return undefined
  const stages = company.stagesOf(application.job_id).filter(({ active }) => active)
  const from = stages.findIndex(({ id }) => id === application.job_interview_stage_id)
  const to = invention.random.chance(0.9) ? stages[from + 1] : stages[invention.random.int(0, stages.length - 1)]
  if (to === undefined || to.id === application.job_interview_stage_id) return undefined
  const rows = company.stagesByApplication.of(application.id)
  const left = rows.find((row) => row.current)
  const entered = rows.find((row) => row.job_interview_stage_id === to.id)
  if (entered === undefined) return undefined
  if (left !== undefined) company.applicationStages.change(left.id, { current: false, exited_at: instant(at) }, at)
  company.applicationStages.change(entered.id, { current: true, entered_at: instant(at), exited_at: null }, at)
  return changeApplication(company, application, { stage_id: entered.id, stage_name: to.name, job_interview_stage_id: to.id }, at)
}

/** Rejection leaves the current stage row in place (Harvest v3 reference). */
export function reject(company: Company, invention: Invention, application: Application, at: number): Application {
  const { random } = invention
  const patch: Partial<Application> = {
    status: 'rejected',
    rejected_at: wholeSecond(at),
    rejection_reason_id: random.pickOrNull(company.rejectionReasons, 0.1)?.id ?? null,
    hidden: {
      ...application.hidden,
      rejected_by_user_id: random.pickOrNull(company.staff(), 0.1)?.id ?? null,
      rejection_note_id: random.chance(0.5) ? null : random.int(3_200_000_000, 3_300_000_000),
      rejection_details: inventFieldValues(invention, 'rejection_question', []),
    },
  }
  return changeApplication(company, application, patch, at)
}

export function unreject(company: Company, application: Application, at: number): Application {
  const hidden = { ...application.hidden, rejected_by_user_id: null, rejection_note_id: null, rejection_details: null }
  return changeApplication(
    company,
    application,
    { status: 'in_process', rejected_at: null, rejection_reason_id: null, hidden },
    at,
  )
}
