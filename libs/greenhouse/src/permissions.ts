import { resources } from './resources/index.js'

/** One of the permissions that are granted together in Greenhouse, and what it is worth. */
export interface PermissionGroup {
  readonly name: string
  /** The names of the resources whose declarations name it; the scope of each listing is `scopeOf`. */
  readonly resources: readonly string[]
  /** What an operator goes without where it is missing. */
  readonly costs: string
}

/** The group of what none of the 25 permissions speaks of. Each of its listings is granted by its scope alone. */
export const BEYOND = 'Beyond the 25'

/** The 25 permission groups that the integration asks for and, last, what lies beyond them. */
const groups: readonly Omit<PermissionGroup, 'resources'>[] = [
  {
    name: 'Applications',
    costs: 'No pipeline: neither who applied for what, nor stage moves, rejections and files; most reports stay empty.',
  },
  {
    name: 'Activity Feed',
    costs: 'No notes, mails and activities on people and applications.',
  },
  {
    name: 'Candidates',
    costs: 'People are known by their id only: no names, addresses, employers and custom fields but those that webhooks report.',
  },
  {
    name: 'Tags',
    costs: 'Tags are names on the person only: not which tags there are, nor since when a person has one.',
  },
  {
    name: 'Scorecards',
    costs: 'No verdicts of interviewers: neither ratings and answers, nor what was to be rated; overdue scorecards go unseen.',
  },
  {
    name: 'Offers',
    costs: 'No offers but those that webhooks report: acceptance rates, start dates and pay are incomplete.',
  },
  {
    name: 'Scheduled Interviews',
    costs: 'No interviews: neither when they take place, nor who holds them and has yet to answer.',
  },
  {
    name: 'Departments',
    costs: 'Departments without a name or a place in the tree, unless a webhook mentions them: reports by department break.',
  },
  {
    name: 'Email Templates',
    costs: 'No texts of the mails that candidates are sent.',
  },
  {
    name: 'Custom Locations',
    costs: "Job posts whose place is one of the board's own locations show its id only.",
  },
  {
    name: 'Jobs with hiring team',
    costs: 'No jobs and no hiring teams but what webhooks report: applications point at ids, and have no responsible user.',
  },
  {
    name: 'Job Posts',
    costs: 'Not where, since when and with which questions and pay a job is advertised.',
  },
  {
    name: 'Job Stages',
    costs: 'Stages have no order and no plan: time in stage cannot be compared between jobs, and funnels do not add up.',
  },
  {
    name: 'Job Openings',
    costs: 'Not how many hires a job is open for, which of them are filled, and when each has to start.',
  },
  {
    name: 'Offices',
    costs: 'Offices without a name or a place in the tree, unless a webhook mentions them: reports by office break.',
  },
  {
    name: 'Rejection Reasons',
    costs: 'Rejections carry an id instead of a reason, and it is unknown who rejected which candidate.',
  },
  {
    name: 'Sources',
    costs: 'Applications carry an id instead of a source or a referrer: it is unknown what hiring channels are worth.',
  },
  {
    name: 'User Roles',
    costs: 'Recruiters, interviewers and approvers are ids without a name, and it is unknown who may see which job.',
  },
  {
    name: 'Prospect Pools',
    costs: 'Prospects without pool, stage and owner: sourcing before the first application goes unseen.',
  },
  {
    name: 'Tracking Links',
    costs: 'Not which link brought an application, and to which job, board and referrer it belongs.',
  },
  {
    name: 'Custom Fields',
    costs: 'Custom fields keep their values and lose their definition: not where they apply and what is required.',
  },
  {
    name: 'Custom Field Options',
    costs: 'Not which choices a custom field offers; schools, degrees and disciplines are ids without a name.',
  },
  {
    name: 'Close Reasons',
    costs: 'Closed openings carry an id instead of a reason: a hire looks like a job that was given up.',
  },
  {
    name: 'Education',
    costs: 'Not where and what people studied.',
  },
  {
    name: 'Approvals',
    costs: 'Not who has to approve jobs and offers, and how long each of them takes.',
  },
  {
    name: BEYOND,
    costs:
      'No demographic answers and EEOC data; blocked spam and bulk requests, which are about Greenhouse itself, stay unknown.',
  },
]

/** Every group with the resources that it opens: what the setup guide, the permission check and the poller read. */
export const permissionGroups: readonly PermissionGroup[] = groups.map((group) => ({
  ...group,
  resources: resources.filter(({ harvest }) => harvest.permission === group.name).map(({ name }) => name),
}))

/** The group that a resource's listing is granted with; undefined for a name that is none of ours. */
export function permissionGroupOf(resource: string): PermissionGroup | undefined {
  return permissionGroups.find(({ resources }) => resources.includes(resource))
}
