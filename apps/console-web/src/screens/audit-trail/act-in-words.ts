/** Routes of the console as the screen names what they do. */
const ROUTES: Readonly<Record<string, string>> = {
  'POST /api/session': 'Signed in',
  'DELETE /api/session': 'Signed out',
  'POST /api/first-admin': 'Made the first admin',
  'POST /api/accounts': 'Added a person',
  'PATCH /api/accounts/:id': 'Changed an account',
  'POST /api/problems/:id/body': 'Looked at the body of a raw event',
  'POST /api/problem-replays': 'Had problems read again',
  'POST /api/completeness/:connection/sweeps': 'Ordered a sweep',
  'POST /api/completeness/:connection/audits': 'Ordered an audit',
  'POST /api/completeness/:connection/removals/:resource/confirm': 'Confirmed removals',
  'POST /api/rebuilds': 'Ordered a rebuild',
  'POST /api/rebuilds/:id/cancel': 'Cancelled a rebuild',
  'POST /api/jobs/:id/cancel': 'Cancelled what was under way',
  'POST /api/alert-channels': 'Added a channel of alerts',
  'PATCH /api/alert-channels/:id': 'Changed a channel of alerts',
  'DELETE /api/alert-channels/:id': 'Removed a channel of alerts',
  'POST /api/alert-channels/:id/test': 'Sent a test of alerts',
  'POST /api/connections': 'Connected an account',
  'PATCH /api/connections/:id': 'Changed a connection',
  'PUT /api/connections/:id/credentials': 'Gave a connection other credentials',
  'POST /api/connections/:id/pause': 'Paused a connection',
  'POST /api/connections/:id/resume': 'Resumed a connection',
  'DELETE /api/connections/:id': 'Removed a connection',
  'POST /api/connections/:id/purge-plans': 'Had counted what a purge takes',
  'POST /api/connections/:id/purges': 'Purged a removed connection',
  'PUT /api/connections/:id/privacy': 'Changed what is not read',
  'POST /api/connections/:id/webhook-secret': 'Made a webhook secret',
  'DELETE /api/connections/:id/webhook-secret/old': 'Retired the old webhook secret',
  'POST /api/connections/:id/deliveries/:delivery/body': 'Looked at the body of a webhook',
}

/** What was done, for an admin: a command of the command line is its own name. */
export function actInWords(what: string): string {
  return ROUTES[what] ?? what
}

/** The arguments of an act, less the caller's address, which has a column of its own. */
export function argumentsInWords(given: Readonly<Record<string, unknown>>): string {
  return Object.entries(given)
    .filter(([name]) => name !== 'from')
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ')
}
