import { advanceInterview, scheduleInterview } from '../operations/interviews.js'
import { isBare, removeRow } from '../operations/removals.js'
import { amendScorecard, submitScorecard } from '../operations/scorecards.js'
import { type Interview, interviews } from '../collections/interviews.js'
import { type Scorecard, scorecards } from '../collections/scorecards.js'
import { goneScorecardInWebhook } from '../webhooks/scorecards.js'
import type { Step, World } from './step.js'

/**
 * What happens around interviews; webhooks report only their removal (https://developers.greenhouse.io/webhooks.html).
 */
export const INTERVIEW_STEPS: readonly Step[] = [
  { name: 'schedule_interview', weight: 8, take: takeSchedule },
  { name: 'advance_interview', weight: 8, take: takeAdvance },
  { name: 'cancel_interview', weight: 1, take: takeCancel },
  { name: 'submit_scorecard', weight: 6, take: takeSubmit },
  { name: 'amend_scorecard', weight: 1, take: takeAmend },
  { name: 'delete_scorecard', weight: 0.6, take: takeDeleteScorecard },
]

function takeSchedule({ company, invention, at }: World): boolean {
  const interview = company.of(interviews).any(invention.random, ({ status }) => status === 'to_be_scheduled')
  if (interview === undefined) return false
  scheduleInterview(company, invention, interview, at)
  return true
}

function takeAdvance({ company, invention, at }: World): boolean {
  const interview = company.of(interviews).any(invention.random, ({ status }) => status !== 'to_be_scheduled')
  return interview !== undefined && advanceInterview(company, invention, interview, at) !== undefined
}

/** interview_deleted carries only the id; the removal of its interviewers is not reported, so without silent cascades it has none. */
function takeCancel(world: World): boolean {
  const { company, invention, cascade, raise } = world
  const isFit = ({ id, scheduled_at }: Interview): boolean =>
    scheduled_at !== null && (cascade === 'silent' || isBare(company, interviews, id))
  const interview = company.of(interviews).any(invention.random, isFit)
  if (interview === undefined) return false
  removeRow(world, interviews, interview.id)
  raise('interview_deleted', { interview: { id: interview.id } })
  return true
}

function takeSubmit({ company, invention, at }: World): boolean {
  const scorecard = company.of(scorecards).any(invention.random, ({ status }) => status === 'draft')
  if (scorecard === undefined) return false
  submitScorecard(company, invention, scorecard, at)
  return true
}

function takeAmend({ company, invention, at }: World): boolean {
  const scorecard = company.of(scorecards).any(invention.random, ({ status }) => status === 'complete')
  if (scorecard === undefined) return false
  amendScorecard(company, invention, scorecard, at)
  return true
}

/** The removal of ratings and answers is not reported, so without silent cascades it is one without any: a draft. */
function takeDeleteScorecard(world: World): boolean {
  const { company, invention, cascade, raise } = world
  const isFit = ({ id }: Scorecard): boolean => cascade === 'silent' || isBare(company, scorecards, id)
  const scorecard = company.of(scorecards).any(invention.random, isFit)
  if (scorecard === undefined) return false
  const payload = { scorecard: goneScorecardInWebhook(company, scorecard) }
  removeRow(world, scorecards, scorecard.id)
  raise('scorecard_deleted', payload)
  return true
}
