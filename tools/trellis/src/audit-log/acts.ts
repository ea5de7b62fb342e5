/** How a command that changes something is recorded. */
export interface RecordedCommand {
  /** Arguments and options whose values are written down. None of them may ever hold a secret. */
  readonly values: readonly string[]
  /** Those of which only is written down that they were given. */
  readonly others?: readonly string[]
  /** It may be what makes the audit log: both rows are written once it has ended. */
  readonly isRecordedAfterwards?: true
  /** With these options it changes something; always, if not said. */
  readonly when?: (options: Readonly<Record<string, unknown>>) => boolean
}

/** Every command that changes something, or takes personal data out: each act is in `ops.audit_log`. */
export const ACTS: Readonly<Record<string, RecordedCommand>> = {
  migrate: { values: [], isRecordedAfterwards: true },
  roles: { values: ['apply', 'prefix'], isRecordedAfterwards: true, when: ({ apply }) => apply === true },
  // It notes what is granted, so that a listing goes on.
  permissions: { values: ['connection', 'list'], when: ({ list }) => list !== true },
  snapshot: { values: ['toTopic'] },
  'rebuild run': { values: ['asOf', 'resource', 'switch', 'recreateDependents', 'workers'] },
  'rebuild switch': { values: ['generation', 'recreateDependents', 'workers'] },
  'rebuild rollback': { values: ['recreateDependents'] },
  'rebuild drop': { values: ['generation'] },
  'problems replay': { values: ['id', 'all'] },
  skip: { values: ['topic', 'partition', 'offset', 'yes'], when: ({ yes }) => yes !== undefined },
  'accounts first-admin': { values: [] },
  'connections register': { values: [] },
  'connections privacy': { values: ['id', 'leaveOut', 'yes'], when: ({ yes }) => yes === true },
  'connections rewrap': { values: [] },
  'connections remove': { values: ['id'] },
  'connections purge': { values: ['id', 'yes'], when: ({ yes }) => yes !== undefined },
  'webhooks make-secret': { values: ['connection'] },
  'webhooks retire-secret': { values: ['connection'] },
  'sweep run': { values: ['resources', 'connection'] },
  'sweep confirm': { values: ['resource', 'connection'] },
  audit: { values: ['resource', 'connection', 'all'] },
  'alerts add': { values: ['name', 'kind'], others: ['to'] },
  'alerts remove': { values: ['id'] },
  'alerts test': { values: ['id'] },
  'raw append': { values: ['file', 'kind', 'resource', 'connection', 'at'] },
  'raw export': { values: ['file', 'encryptTo', 'connection', 'until'] },
  'raw import': { values: ['file', 'identity', 'after'] },
}

/** Every command that changes nothing. */
export const LOOKS: readonly string[] = [
  'status',
  'services',
  'explain',
  'rebuild list',
  'problems list',
  'problems show',
  'connections list',
  'sweep status',
  'webhooks status',
  'webhooks deliveries',
  'alerts list',
  'alerts channels',
  'audit-log',
  'acls',
]
