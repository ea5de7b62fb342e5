import {
  boolean,
  customFields,
  everyAt,
  ids,
  int,
  isObject,
  json,
  mentioned,
  resource,
  text,
  timestamp,
  type Json,
} from '@trellis/pipeline'

const onApplication = [
  mentioned('payload.application.credited_to'),
  mentioned('payload.application.candidate.recruiter'),
  mentioned('payload.application.candidate.coordinator'),
  mentioned('payload.application.prospect_detail.prospect_owner'),
  mentioned(hiringTeamAt('payload.application.jobs.hiring_team')),
]
const onJob = mentioned(hiringTeamAt('payload.job.hiring_team'))

/** A person who works with Greenhouse: recruiters, interviewers, hiring managers, and service accounts. */
export const users = resource({
  name: 'users',
  domain: 'organization',
  about: 'Somebody who works with Greenhouse, service accounts included.',
  key: int('id'),
  harvest: {
    path: 'users',
    permission: 'User Roles',
    since: 'updated_at',
    cadence: 'warm',
    // Service accounts are left out otherwise (Harvest v3 reference, users).
    complete: { show_service_accounts: 'true' },
  },
  webhooks: {
    new_candidate_application: onApplication,
    new_prospect_application: onApplication,
    application_updated: onApplication,
    candidate_stage_change: onApplication,
    reject_candidate: onApplication,
    unreject_candidate: onApplication,
    hire_candidate: onApplication,
    unhire_candidate: onApplication,
    update_candidate: [mentioned('payload.candidate.recruiter'), mentioned('payload.candidate.coordinator')],
    job_created: onJob,
    job_updated: onJob,
    job_approved: onJob,
  },
  columns: {
    name: text('name').sensitive('personal').describe('The whole name.'),
    first_name: text('first_name').sensitive('personal').describe('First name.'),
    last_name: text('last_name').sensitive('personal').describe('Last name.'),
    primary_email: text('primary_email', 'primary_email_address')
      .sensitive('personal')
      .describe('The first e-mail address; empty for service accounts.'),
    emails: json('emails').sensitive('personal').describe('All e-mail addresses.'),
    job_title: text('job_title').describe("The user's title."),
    employee_id: text('employee_id').sensitive('personal').describe("The user's number in the company."),
    agency_id: int('agency_id').describe('The agency the user belongs to.'),
    deactivated: boolean('deactivated', 'disabled').describe('Whether the user may no longer sign in.'),
    site_admin: boolean('site_admin').describe('Whether the user may see and change everything.'),
    department_ids: ids('department_ids', 'departments').describe('The departments the user is in.'),
    office_ids: ids('office_ids', 'offices').describe('The offices the user is in.'),
    linked_candidate_ids: ids('linked_candidate_ids').sensitive('personal').describe('The candidates who are the same person.'),
    interviewer_tags: json('interviewer_tags').describe("The user's interviewer tags: id, name."),
    custom_fields: customFields('keyed_custom_fields', 'custom_fields')
      .sensitive('private')
      .describe('Custom fields by key: name, type, value.'),
    created_at: timestamp('created_at').describe('When the user was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
    // Which of the user's addresses webhooks show is not documented: it is not taken for the primary one.
    email: text('email').webhookOnly().sensitive('personal').describe('The e-mail address that webhooks show.'),
  },
  history: ['deactivated', 'site_admin'],
})

/** A job's hiring team: lists by role, whose members say `user_id` where others say `id` (Recruiting webhooks guide, jobs). */
function hiringTeamAt(path: string): (body: Json) => readonly Json[] {
  return (body) =>
    everyAt(body, path)
      .filter((team) => isObject(team))
      .flatMap((team) => Object.keys(team).flatMap((role) => everyAt(team, role)))
      .flatMap((member) => (isObject(member) ? [{ ...member, id: member['user_id'] ?? member['id'] ?? null }] : []))
}
