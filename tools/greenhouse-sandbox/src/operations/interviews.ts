import type { Application } from '../collections/applications.js'
import { defaultInterviewers } from '../collections/default-interviewers.js'
import { interviewKits } from '../collections/interview-kits.js'
import { interviewers } from '../collections/interviewers.js'
import { type Interview, interviews } from '../collections/interviews.js'
import { jobInterviews } from '../collections/job-interviews.js'
import { scorecards } from '../collections/scorecards.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'
import type { User } from '../collections/users.js'
import { DAY_MS, day, wholeSecond } from '../instants.js'
import { draftScorecard } from './scorecards.js'

/**
 * The interviews of the stage an application has come to: they exist before anything is scheduled
 * (https://harvestdocs.greenhouse.io/reference/get_v3-interviews).
 */
export function planInterviews(
  company: Company,
  { random }: Invention,
  application: Application,
  stageId: number,
  at: number,
): Interview[] {
  const known = new Set(company.where(interviews, 'application_id', application.id).map((row) => row.job_interview_id))
  return company
    .where(jobInterviews, 'job_interview_stage_id', stageId)
    .filter(({ id, active, scheduling_type }) => active && scheduling_type !== 'none' && !known.has(id))
    .map((step) =>
      company.add(interviews, random, at, {
        job_id: step.job_id,
        application_id: application.id,
        job_interview_id: step.id,
        starts_at: null,
        ends_at: null,
        location: null,
        status: step.scheduling_type === 'take_home_test' ? 'to_be_sent' : 'to_be_scheduled',
        organizer_id: null,
        scheduled_at: null,
        all_day_start_on: null,
        all_day_end_on: null,
        external_event_id: null,
        video_conferencing_url: null,
        availability_received_at: random.chance(0.8) ? null : wholeSecond(at),
      }),
    )
}

/**
 * A time is found and people are invited; each interviewer has a draft of a scorecard from then on
 * (https://harvestdocs.greenhouse.io/reference/get_v3-interviewers).
 */
export function scheduleInterview(company: Company, invention: Invention, interview: Interview, at: number): Interview {
  const { random } = invention
  invite(company, invention, interview, at)
  const start = wholeSecond(at + random.int(1, 10) * DAY_MS)
  const isAllDay = random.chance(0.05)
  return company.of(interviews).change(
    interview.id,
    {
      ...(isAllDay
        ? { all_day_start_on: start.slice(0, 10), all_day_end_on: day(Date.parse(start) + DAY_MS) }
        : { starts_at: start, ends_at: wholeSecond(Date.parse(start) + 3_600_000) }),
      location: random.pick(['Room "Köln"', 'Video', null]),
      status: 'scheduled',
      organizer_id: random.pickOrNull(company.staff(), 0.2)?.id ?? null,
      scheduled_at: wholeSecond(at),
      external_event_id: random.chance(0.5) ? null : `event-${interview.id.toString(36)}`,
      video_conferencing_url: random.chance(0.5) ? null : `https://video.example.com/j/${interview.id}?a=1&b=2`,
    },
    at,
  )
}

const NEXT: Readonly<Partial<Record<Interview['status'], readonly Interview['status'][]>>> = {
  to_be_scheduled: ['skipped', 'collect_feedback'],
  scheduled: ['awaiting_feedback'],
  collect_feedback: ['complete'],
  awaiting_feedback: ['complete'],
  to_be_sent: ['sent'],
  sent: ['received'],
  received: ['complete'],
}

/** Time passes: the interview is held, the test is sent and comes back, feedback is given. */
export function advanceInterview(
  company: Company,
  { random }: Invention,
  interview: Interview,
  at: number,
): Interview | undefined {
  const next = NEXT[interview.status]
  if (next === undefined) return undefined
  for (const row of company.where(interviewers, 'interview_id', interview.id)) {
    if (row.response_status === 'needs_action') {
      const response_status = random.pick(['accepted', 'accepted', 'tentative', 'declined'] as const)
      company.of(interviewers).change(row.id, { response_status }, at)
    }
  }
  return company.of(interviews).change(interview.id, { status: random.pick(next) }, at)
}

function invite(company: Company, invention: Invention, interview: Interview, at: number): void {
  const { random } = invention
  const [kit] = company.where(interviewKits, 'job_interview_id', interview.job_interview_id)
  // Now and then only the organizer comes.
  if (kit === undefined || random.chance(0.12)) return
  const usual = company.where(defaultInterviewers, 'interview_kit_id', kit.id).flatMap(({ user_id }) => staffed(company, user_id))
  for (const user of usual.length > 0 ? usual : random.some(company.staff(), 1)) {
    const known = company.where(scorecards, 'application_id', interview.application_id)
    const own = known.find((row) => row.interview_kit_id === kit.id && row.interviewer_id === user.id)
    const scorecard = own ?? draftScorecard(company, invention, { kit, interview, userId: user.id }, at)
    company.add(interviewers, random, at, {
      interview_id: interview.id,
      user_id: user.id,
      scorecard_id: scorecard.id,
      email: random.chance(0.3) ? null : user.primary_email,
      response_status: random.chance(0.05) ? null : 'needs_action',
    })
  }
  if (!random.chance(0.05)) return
  // Outside attendees have only an email (https://harvestdocs.greenhouse.io/reference/get_v3-interviewers).
  const email = `guest.${interview.id}@example.com`
  company.add(interviewers, random, at, {
    interview_id: interview.id,
    user_id: null,
    scorecard_id: null,
    email,
    response_status: 'accepted',
  })
}

function staffed(company: Company, userId: number): User[] {
  const user = company.users.get(userId)
  return user === undefined || user.deactivated ? [] : [user]
}
