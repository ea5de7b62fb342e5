/** The webhooks that no resource claims, each with the reason: nothing vanishes without one. */
export const ignoredActions: Readonly<Record<string, string>> = {
  ping: 'Greenhouse sends it when a webhook is saved; it speaks of no entity.',
}

const GONE = 'The row goes, and a removal holds no cells: what it held last is known from earlier words.'
const NO_ID = 'It has no id of its own here, so its row is unknown: the listing is read again.'
const USER = 'The id is kept; users are listed themselves, and a listing speaks of its own records only.'
const LISTED = 'The id is kept; the entity is listed itself, and a listing speaks of its own records only.'
const TWICE = 'Said again under keyed_custom_fields, with name and type.'

const SIGNED =
  'A signed link that expires, signed again for each request: it leads to the results of writing, which are listed as records themselves.'
const EXPIRY = 'How long the signed links beside it last; it is another with each question.'

/** What the endpoints of a single record have and the listing has not, as `<path> <field>` (Harvest v3 reference): they are not asked. */
export const ignoredSingles: Readonly<Record<string, string>> = {
  'bulk_requests/{bulk_action_uuid} success_results_url': SIGNED,
  'bulk_requests/{bulk_action_uuid} failure_results_url': SIGNED,
  'bulk_requests/{bulk_action_uuid} results_urls_expire_at': EXPIRY,
  'bulk_requests/{bulk_action_uuid} results_urls_expire_in': EXPIRY,
}

/**
 * What bodies carry and no cell takes in, each with the reason. A place is an action (`*`: any) or a listing's resource, and names joined by dots;
 * it covers everything below it that is not kept.
 */
export const ignoredLeaves: Readonly<Record<string, string>> = {
  'delete_application payload.application': GONE,
  'delete_candidate payload.person': GONE,
  'department_deleted payload.department': GONE,
  'job_deleted payload.job': GONE,
  'job_interview_stage_deleted payload.job_interview_stage': GONE,
  'job_post_deleted payload.job_post': GONE,
  'merge_candidate payload.person': GONE,
  'offer_deleted payload.offer': GONE,
  'office_deleted payload.office': GONE,
  'scorecard_deleted payload.scorecard': GONE,

  '* payload.application.candidate.attachments': NO_ID,
  '* payload.application.candidate.educations': NO_ID,
  '* payload.application.candidate.employments': NO_ID,
  '* payload.application.prospect_detail': NO_ID,
  '* payload.application.rejection_details': NO_ID,
  'hire_candidate payload.application.opening': NO_ID,
  'job_approved payload.approval_flow': NO_ID,
  'update_candidate payload.candidate.attachments': NO_ID,
  'update_candidate payload.candidate.educations': NO_ID,
  'update_candidate payload.candidate.employments': NO_ID,
  '* payload.application.current_stage.interviews':
    "What a job's stage plans, with its state on this application; it is not documented whether the id is the plan's or the interview's.",
  '* payload.job.hiring_team':
    'Its members are kept as users; who is in the team is listed as job_owners and job_hiring_managers, whose ids are not here.',
  'candidate_anonymized payload.anonymized_fields':
    "Names of fields beyond the candidate's own row: the rows that they mean are read again.",
  'ping payload': 'It says that a webhook was saved, and speaks of no entity.',

  'applications coordinator': USER,
  'applications credited_to': USER,
  'applications recruiter': USER,
  'candidates recruiter': USER,
  'email_templates user': USER,
  'interviews organizer': USER,
  'notes user': USER,
  'scorecards interviewer': USER,
  'scorecards submitted_by': USER,

  'applications jobs': LISTED,
  'applications rejection_reason': LISTED,
  'applications source': LISTED,
  'interviews interview': LISTED,
  'jobs departments': LISTED,
  'jobs offices': LISTED,
  'offers opening': LISTED,
  'openings close_reason': LISTED,
  'tracking_links job_board': LISTED,
  'tracking_links source': LISTED,
  'users departments': LISTED,
  'users offices': LISTED,
  'job_posts location': 'The words are kept; kind, office and custom location are listed as job_post_locations.',

  'applications custom_fields': TWICE,
  'candidates custom_fields': TWICE,
  'jobs custom_fields': TWICE,
  'offers custom_fields': TWICE,
  'openings custom_fields': TWICE,
  'users custom_fields': TWICE,
}
