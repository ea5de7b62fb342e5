import { describe, expect, it } from '@jest/globals'
import type { AlertChannel, ListedAlert } from '@trellis/operations'
import { describeAlerts, describeChannels } from './describe-alerts.js'

const alert: ListedAlert = {
  ...{ id: '7', rule: 'removals', code: 'removals-held', connection: 'acme', connectionName: 'Acme', state: 'open', facts: {} },
  ...{ since: '2026-11-30T17:00:00.000Z', openedAt: '2026-11-30T17:00:05.000Z', recoveredAt: null },
  ...{ title: 'Many are gone', remedy: 'Look at Completeness.', who: 'An admin of the console', severity: 'warning' },
}
const channel: AlertChannel = {
  ...{ id: '0b0c', name: 'On call', kind: 'webhook', shown: 'hooks.example.com', isPaused: false, version: 1 },
  ...{ lastSentAt: null, waiting: 1, givenUp: 0, lastError: 'hooks.example.com answered 503', lastErrorAt: null },
}

describe('alerts as text', () => {
  it('say what is wrong, since when, and who does what', () => {
    expect(describeAlerts([alert])).toBe(
      'warning: Many are gone (acme)\n  since 2026-11-30T17:00:00.000Z; removals-held\n  An admin of the console: Look at Completeness.',
    )
    expect(describeAlerts([{ ...alert, connection: null, recoveredAt: '2026-11-30T18:00:00.000Z' }])).toContain(
      'warning: Many are gone\n  since 2026-11-30T17:00:00.000Z until 2026-11-30T18:00:00.000Z',
    )
  })

  it('of channels show how sending goes', () => {
    expect(describeChannels([channel]).split('\n')[1]).toMatch(
      /^0b0c +On call +webhook +hooks\.example\.com +on +never +1 +0 +hooks\.example\.com answered 503$/,
    )
  })
})
