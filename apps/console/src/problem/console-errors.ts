/** An error that a person may meet: its sentence, what to do, and who can do it. */
export interface ErrorText {
  readonly status: number
  readonly title: string
  readonly remedy: string
  readonly who: string
}

const YOU = 'You'
const ADMIN = 'An admin of the console'
const GREENHOUSE = 'The people who manage credentials in Greenhouse'
const OPERATOR = 'The people who operate Trellis'

/** Every error of the console by its code. */
export const CONSOLE_ERRORS = {
  'request-invalid': {
    status: 400,
    title: 'The request cannot be used as it is',
    remedy: 'Correct what is named under errors, then send it again.',
    who: YOU,
  },
  'not-signed-in': {
    status: 401,
    title: 'You are not signed in',
    remedy: 'Sign in. A session ends after an hour without use, and after twelve hours.',
    who: YOU,
  },
  'sign-in-refused': {
    status: 401,
    title: 'E-mail address or password is wrong',
    remedy: 'Try again, or ask an admin to give your account another password.',
    who: YOU,
  },
  'csrf-token-wrong': {
    status: 403,
    title: 'The page is out of date',
    remedy: 'Load the page again. The header X-CSRF-Token has to be the csrfToken of GET /api/session.',
    who: YOU,
  },
  'origin-refused': {
    status: 403,
    title: 'The request comes from another site',
    remedy: 'Open the console at its own address, which CONSOLE_URL names.',
    who: OPERATOR,
  },
  'admin-only': {
    status: 403,
    title: 'Only an admin may do this',
    remedy: 'Ask an admin to do it, or to make you one.',
    who: ADMIN,
  },
  'right-missing': {
    status: 403,
    title: 'Your account lacks a right that this needs',
    remedy: 'Ask an admin for the right that is named under detail.',
    who: ADMIN,
  },
  'token-refused': {
    status: 403,
    title: 'The token is wrong, or was used',
    remedy: 'Make a new one: npm run trellis -- accounts first-admin',
    who: OPERATOR,
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    remedy: 'Check the address.',
    who: YOU,
  },
  'email-taken': {
    status: 409,
    title: 'This e-mail address has an account',
    remedy: 'Change that account, or take another address.',
    who: ADMIN,
  },
  'connection-of-environment': {
    status: 409,
    title: 'This connection is described by variables of the services',
    remedy:
      'Change the variables where the services are deployed, and start them again: GREENHOUSE_CONNECTION and those with it.',
    who: OPERATOR,
  },
  'connection-removed': {
    status: 409,
    title: 'This connection was removed',
    remedy: 'Add another connection. Ids are never used again.',
    who: ADMIN,
  },
  'changed-meanwhile': {
    status: 409,
    title: 'Another admin has changed this meanwhile',
    remedy: 'Look at it as it is now. What you entered is still here: save it again if you still want it.',
    who: YOU,
  },
  'credentials-missing': {
    status: 409,
    title: 'This connection has no credentials yet',
    remedy: 'Enter the client ID and the secret, or make a link for the colleague who has them.',
    who: ADMIN,
  },
  'other-company': {
    status: 409,
    title: 'These credentials belong to another company',
    remedy:
      'They show none of the users that this connection has read. Enter those of the same account, or add another connection.',
    who: GREENHOUSE,
  },
  'link-refused': {
    status: 403,
    title: 'This link has expired, or was used',
    remedy: 'Ask the person who sent it for another one.',
    who: ADMIN,
  },
  'credentials-wrong': {
    status: 422,
    title: 'Greenhouse does not know this client ID with this secret',
    remedy:
      'Copy both again from Dev Center → API Credential Management. The secret is shown only once: make another credential if it is gone.',
    who: GREENHOUSE,
  },
  'acting-user-unknown': {
    status: 422,
    title: 'Client ID and secret are right, but Greenhouse does not know the user they are to act as',
    remedy: 'Enter the ID of a user who is an active Site Admin.',
    who: GREENHOUSE,
  },
  'company-unproven': {
    status: 422,
    title: 'These credentials may not list users, so they cannot show that they belong to the same company',
    remedy: 'Grant the credential the permission to list users (harvest:users:list), then save again.',
    who: GREENHOUSE,
  },
  'permissions-unfinished': {
    status: 422,
    title: 'Not every permission could be asked for within ten seconds',
    remedy: 'Check again in a minute: others may be using the same allowance of requests.',
    who: YOU,
  },
  'greenhouse-unreachable': {
    status: 422,
    title: 'Greenhouse did not answer within ten seconds',
    remedy:
      'Try again in a minute. If it stays so, let the network be looked at: the console has to reach auth.greenhouse.io and harvest.greenhouse.io.',
    who: OPERATOR,
  },
  'last-admin': {
    status: 409,
    title: 'This is the last admin',
    remedy: 'Make another account an admin first.',
    who: ADMIN,
  },
  'plan-outdated': {
    status: 409,
    title: 'This is not what the plan said any more',
    remedy: 'Nothing was begun. Look at the plan as it is now, then order it again.',
    who: YOU,
  },
  'job-under-way': {
    status: 409,
    title: 'Another one is under way',
    remedy: 'Wait until it has ended, or cancel it.',
    who: ADMIN,
  },
  'job-ended': {
    status: 409,
    title: 'It is not under way any more',
    remedy: 'Nothing is left to be cancelled: look how it has ended.',
    who: YOU,
  },
  'too-many-at-once': {
    status: 409,
    title: 'That is too many at once',
    remedy: 'Narrow the filter and take them part by part. A rebuild reads everything again.',
    who: ADMIN,
  },
  'refused-now': {
    status: 409,
    title: 'That cannot be done as things stand',
    remedy: 'Do first what is said under detail.',
    who: OPERATOR,
  },
  'body-too-large': {
    status: 413,
    title: 'The request is too large',
    remedy: 'Send less than 1 MB at once.',
    who: YOU,
  },
  'too-many-attempts': {
    status: 429,
    title: 'Sign-in was tried too often',
    remedy: 'Wait as long as Retry-After says, then try again.',
    who: YOU,
  },
  broken: {
    status: 500,
    title: 'Something in the console is broken',
    remedy: 'Look into the log of the console at this time, and report it.',
    who: OPERATOR,
  },
  'log-away': {
    status: 503,
    title: 'Kafka does not answer',
    remedy: 'Try again in a moment. If it stays so, see to Kafka.',
    who: OPERATOR,
  },
  'no-tables': {
    status: 503,
    title: 'There are no tables yet',
    remedy: 'Start the services: they make them.',
    who: OPERATOR,
  },
  'database-away': {
    status: 503,
    title: 'The database does not answer',
    remedy: 'Try again in a moment. If it stays so, see to Postgres.',
    who: OPERATOR,
  },
} as const satisfies Readonly<Record<string, ErrorText>>

export type ErrorCode = keyof typeof CONSOLE_ERRORS
