import type { ErrorText } from './error-text.js'

/** What an order of the console may end with: plans, jobs that run for a while, looking up what takes long. */
export const ORDER_ERRORS = {
  'too-slow': {
    status: 503,
    title: 'Looking that up takes longer than a page should wait',
    remedy: 'Try again, or ask for one column. The command that is shown takes as long as it needs.',
    who: 'you',
    severity: 'notice',
  },
  'plan-outdated': {
    status: 409,
    title: 'This is not what the plan said any more',
    remedy: 'Nothing was begun. Look at the plan as it is now, then order it again.',
    who: 'you',
    severity: 'notice',
  },
  'job-under-way': {
    status: 409,
    title: 'Another one is under way',
    remedy: 'Wait until it has ended, or cancel it.',
    who: 'admin',
    severity: 'notice',
  },
  'job-ended': {
    status: 409,
    title: 'It is not under way any more',
    remedy: 'Nothing is left to be cancelled: look how it has ended.',
    who: 'you',
    severity: 'notice',
  },
  'refused-now': {
    status: 409,
    title: 'That cannot be done as things stand',
    remedy: 'Do first what is said under detail.',
    who: 'engineer',
    severity: 'notice',
  },
  'too-many-at-once': {
    status: 409,
    title: 'That is too many at once',
    remedy: 'Narrow the filter and take them part by part. A rebuild reads everything again.',
    who: 'admin',
    severity: 'notice',
  },
} as const satisfies Readonly<Record<string, ErrorText & { readonly status: number }>>
