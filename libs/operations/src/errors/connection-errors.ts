import type { ErrorText } from './error-text.js'

/** What connecting Greenhouse may end with. */
export const CONNECTION_ERRORS = {
  'connection-of-environment': {
    status: 409,
    title: 'This connection is described by variables of the services',
    remedy:
      'Change the variables where the services are deployed, and start them again: GREENHOUSE_CONNECTION and those with it.',
    who: 'engineer',
    severity: 'notice',
  },
  'connection-removed': {
    status: 409,
    title: 'This connection was removed',
    remedy: 'Add another connection. Ids are never used again.',
    who: 'admin',
    severity: 'notice',
  },
  'credentials-missing': {
    status: 409,
    title: 'This connection has no credentials yet',
    remedy: 'Enter the client ID and the secret, or make a link for the colleague who has them.',
    who: 'admin',
    severity: 'notice',
  },
  'other-company': {
    status: 409,
    title: 'These credentials belong to another company',
    remedy:
      'They show none of the users that this connection has read. Enter those of the same account, or add another connection.',
    who: 'Greenhouse administrator',
    severity: 'notice',
  },
  'link-refused': {
    status: 403,
    title: 'This link has expired, or was used',
    remedy: 'Ask the person who sent it for another one.',
    who: 'admin',
    severity: 'notice',
  },
  'credentials-wrong': {
    status: 422,
    title: 'Greenhouse does not know this client ID with this secret',
    remedy:
      'Copy both again from Dev Center → API Credential Management. The secret is shown only once: make another credential if it is gone.',
    who: 'Greenhouse administrator',
    severity: 'notice',
  },
  'acting-user-unknown': {
    status: 422,
    title: 'Client ID and secret are right, but Greenhouse does not know the user they are to act as',
    remedy: 'Enter the ID of a user who is an active Site Admin.',
    who: 'Greenhouse administrator',
    severity: 'notice',
  },
  'company-unproven': {
    status: 422,
    title: 'These credentials may not list users, so they cannot show that they belong to the same company',
    remedy: 'Grant the credential the permission to list users (harvest:users:list), then save again.',
    who: 'Greenhouse administrator',
    severity: 'notice',
  },
  'permissions-unfinished': {
    status: 422,
    title: 'Not every permission could be asked for within ten seconds',
    remedy: 'Check again in a minute: others may be using the same allowance of requests.',
    who: 'you',
    severity: 'notice',
  },
  'greenhouse-unreachable': {
    status: 422,
    title: 'Greenhouse did not answer within ten seconds',
    remedy:
      'Try again in a minute. If it stays so, let the network be looked at: the console has to reach auth.greenhouse.io and harvest.greenhouse.io.',
    who: 'engineer',
    severity: 'notice',
  },
} as const satisfies Readonly<Record<string, ErrorText & { readonly status: number }>>
