/** One of the permissions that somebody in Greenhouse grants together, and what it is worth. */
export interface PermissionGroup {
  readonly name: string
  /** The names of the resources whose listings it opens; the scope of each is `scopeOf`. */
  readonly resources: readonly string[]
  /** What an operator goes without where it is missing. */
  readonly costs: string
}

/** The group of what none of the 25 permissions speaks of. Each of its listings is granted by its scope alone. */
export const BEYOND = 'Beyond the 25'

/**
 * The 25 permission groups that the integration asks for and, last, what lies beyond them. Each resource belongs to one.
 * The one table that the setup guide, the permission check and the poller read.
 */
export const permissionGroups: readonly PermissionGroup[] = [
  {
    name: 'Applications',
    resources: ['applications', 'application_stages', 'rejection_details', 'attachments'],
    costs: 'No pipeline: neither who applied for what, nor stage moves, rejections and files; most reports stay empty.',
  },
  {
    name: 'Activity Feed',
    resources: ['notes'],
    costs: 'No notes, mails and activities on people and applications.',
  },
  {
    name: 'Candidates',
    resources: ['candidates', 'candidate_employments'],
    costs: 'People are known by their id only: no names, addresses, employers and custom fields but those that webhooks tell.',
  },
  {
    name: 'Tags',
    resources: ['candidate_tags', 'applied_candidate_tags'],
    costs: 'Tags are names on the person only: not which tags there are, nor since when somebody has one.',
  },
  {
    name: 'Scorecards',
    resources: [
      'scorecards',
      'scorecard_questions',
      'scorecard_question_options',
      'scorecard_question_answers',
      'scorecard_question_answer_options',
      'scorecard_question_candidate_attributes',
      'scorecard_candidate_attributes',
      'focus_candidate_attributes',
      'candidate_attribute_types',
      'job_candidate_attributes',
    ],
    costs: 'No verdicts of interviewers: neither ratings and answers, nor what was to be rated; overdue scorecards go unseen.',
  },
  {
    name: 'Offers',
    resources: ['offers'],
    costs: 'No offers but those that webhooks tell of: acceptance rates, start dates and pay are incomplete.',
  },
  {
    name: 'Scheduled Interviews',
    resources: ['interviews', 'interviewers'],
    costs: 'No interviews: neither when they take place, nor who holds them and has yet to answer.',
  },
  {
    name: 'Departments',
    resources: ['departments'],
    costs: 'Departments without a name or a place in the tree, unless a webhook mentions them: reports by department break.',
  },
  {
    name: 'Email Templates',
    resources: ['email_templates'],
    costs: 'No texts of the mails that candidates are sent.',
  },
  {
    name: 'Custom Locations',
    resources: ['job_board_custom_locations'],
    costs: "Job posts whose place is one of the board's own locations show its id only.",
  },
  {
    name: 'Jobs with hiring team',
    resources: ['jobs', 'job_owners', 'job_hiring_managers', 'job_notes'],
    costs: 'No jobs and no hiring teams but what webhooks tell: applications point at ids, and nobody is responsible for them.',
  },
  {
    name: 'Job Posts',
    resources: [
      'job_posts',
      'job_boards',
      'job_post_locations',
      'job_post_searchable_locations',
      'pay_inputs',
      'pay_input_ranges',
    ],
    costs: 'Not where, since when and with which questions and pay a job is advertised.',
  },
  {
    name: 'Job Stages',
    resources: ['job_interview_stages', 'job_interviews', 'interview_kits', 'default_interviewers'],
    costs: 'Stages have no order and no plan: time in stage cannot be compared between jobs, and funnels do not add up.',
  },
  {
    name: 'Job Openings',
    resources: ['openings'],
    costs: 'Not how many hires a job is open for, which of them are filled, and when each has to start.',
  },
  {
    name: 'Offices',
    resources: ['offices'],
    costs: 'Offices without a name or a place in the tree, unless a webhook mentions them: reports by office break.',
  },
  {
    name: 'Rejection Reasons',
    resources: ['rejection_reasons'],
    costs: 'Rejections carry an id instead of a reason, and nobody can tell who turned whom down.',
  },
  {
    name: 'Sources',
    resources: ['sources', 'referrers'],
    costs: 'Applications carry an id instead of a source or a referrer: nobody can tell what hiring channels are worth.',
  },
  {
    name: 'User Roles',
    resources: ['users', 'user_emails', 'user_roles', 'user_job_permissions', 'future_job_permissions', 'interviewer_tags'],
    costs: 'Recruiters, interviewers and approvers are ids without a name, and nobody can tell who may see which job.',
  },
  {
    name: 'Prospect Pools',
    resources: ['prospect_pools', 'prospect_pool_stages', 'prospect_details'],
    costs: 'Prospects without pool, stage and owner: sourcing before the first application goes unseen.',
  },
  {
    name: 'Tracking Links',
    resources: ['tracking_links'],
    costs: 'Not which link brought an application, and to which job, board and referrer it belongs.',
  },
  {
    name: 'Custom Fields',
    resources: ['custom_fields', 'custom_field_departments', 'custom_field_offices'],
    costs: 'Custom fields keep their values and lose their definition: not where they apply and what is required.',
  },
  {
    name: 'Custom Field Options',
    resources: ['custom_field_options'],
    costs: 'Not which choices a custom field offers; schools, degrees and disciplines are ids without a name.',
  },
  {
    name: 'Close Reasons',
    resources: ['close_reasons'],
    costs: 'Closed openings carry an id instead of a reason: a hire looks like a job that was given up.',
  },
  {
    name: 'Education',
    resources: ['candidate_educations'],
    costs: 'Not where and what people studied.',
  },
  {
    name: 'Approvals',
    resources: ['approval_flows', 'approver_groups', 'approvers'],
    costs: 'Not who has to approve jobs and offers, and how long each of them takes.',
  },
  {
    name: BEYOND,
    resources: [
      'demographic_question_sets',
      'demographic_questions',
      'demographic_answer_options',
      'demographic_answers',
      'eeoc',
      'blocked_spam_sources',
      'bulk_requests',
    ],
    costs:
      'No demographic answers and EEOC data; blocked spam and bulk requests, which are about Greenhouse itself, stay unknown.',
  },
]

/** The group that a resource's listing is granted with; undefined for a name that is none of ours. */
export function permissionGroupOf(resource: string): PermissionGroup | undefined {
  return permissionGroups.find(({ resources }) => resources.includes(resource))
}
