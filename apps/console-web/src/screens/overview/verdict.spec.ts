import { describe, expect, it } from '@jest/globals'
import type { Status } from '../../api/status-query.js'
import type { Finding } from './findings.js'
import { verdict } from './verdict.js'

type Resource = Status['connections'][number]['resources'][number]

function reading(...backfills: readonly Resource['backfill'][]): Status {
  const resources = backfills.map((backfill, index): Resource => ({
    ...{ resource: `r${index}`, backfill, records: 0, pages: 0, completeUntilMs: null, lastError: null },
    ...{ state: 'ok', failing: [] },
  }))
  const drift = { listings: [], suspects: [], dueReads: { count: 0, oldestSeconds: 0 }, expected: null }
  const connections = [{ connection: 'acme', resources, dueReads: 0, newestWebhook: null, drift }]
  return { generation: 1, tables: [], rawEvents: 0, problems: 0, lag: [], connections }
}

const finding = (kind: Finding['kind']): Finding => ({ id: kind, kind, title: '', touches: '', remedy: '' })

describe('the verdict', () => {
  it.each<[string, string, Status, Finding[]]>([
    ['idle', 'Nothing is connected yet', { ...reading(), connections: [] }, []],
    ['busy', 'Reading for the first time', reading('done', 'waiting'), []],
    ['busy', 'Reading for the first time', reading(), []],
    ['good', 'Nothing is lost, nothing is late', reading('done', 'permission missing'), [finding('open')]],
    ['warn', 'Nothing is lost; some data is late', reading('done'), [finding('late'), finding('open')]],
    ['bad', 'Nothing is lost; one thing needs you', reading('done'), [finding('needs you'), finding('late')]],
    ['bad', 'Nothing is lost; 2 things need you', reading('waiting'), [finding('needs you'), finding('needs you')]],
  ])('is %s: %s', (tone, title, status, found) => {
    expect(verdict(status, found)).toMatchObject({ tone, title })
  })

  it('counts only what may be read', () => {
    expect(verdict(reading('done', 'under way', 'permission missing'), []).about).toContain('1 of 2 resources')
  })
})
