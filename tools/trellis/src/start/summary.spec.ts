import { describe, expect, it } from '@jest/globals'
import type { Status } from '@trellis/operations'
import { summary, type SummaryFacts } from './summary.js'

type Backfill = Status['connections'][number]['resources'][number]['backfill']

function textOf(backfills: readonly Backfill[], more: Partial<SummaryFacts> = {}): string {
  const resources = backfills.map((backfill) => ({ backfill }))
  const status = { connections: [{ resources, newestWebhook: null }], rawEvents: 12, problems: 0, tables: [], lag: [] }
  const places = {
    consoleUrl: 'http://127.0.0.1:3100',
    ingressUrl: 'http://127.0.0.1:4000',
    brokers: '127.0.0.1:9092',
    keysFile: 'keys.json',
    logs: 'logs',
  }
  const facts = { seconds: 3, wasSynced: false, connection: 'acme', services: [], databaseUrlFile: '/data/database-url' }
  return summary({ ...places, ...facts, status: status as unknown as Status, ...more })
}

describe('the summary of a start', () => {
  it('says “synced” where something was, and what was refused', () => {
    expect(textOf(['done', 'done'])).toContain('\nSynced in 3.0 s: 12 raw events on the log, 0 problems.\n')
    const partly = textOf(['done', 'permission missing'])
    expect(partly).toContain('\nSynced in 3.0 s')
    expect(partly).toContain('1 of 2 listings are refused for want of a permission')
  })

  it('says that nothing was, where everything is refused, and that it was before, where it was', () => {
    const refused = textOf(['permission missing', 'permission missing'])
    expect(refused).toContain('Nothing was synced: Greenhouse refuses all 2 listings.')
    expect(refused).not.toContain('Synced in')
    const again = textOf(['done'], { wasSynced: true })
    expect(again).toContain('Was synced before, and is up to date after 3.0 s')
    expect(again).not.toContain('Synced in')
  })

  it('shows where the database’s address is, and never a password', () => {
    expect(textOf(['done'])).toContain(`psql "$(cat '/data/database-url')" -c`)
    expect(textOf(['done'], { databaseUrlFile: undefined })).toContain('psql "$DATABASE_URL" -c')
    expect(textOf(['done'])).not.toContain('postgres://')
  })
})
