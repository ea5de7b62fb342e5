import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { ALERT_RULES } from '@trellis/operations'

describe('docs/alerts.md', () => {
  it('has every rule of alerts, with what it looks at', () => {
    const page = readFileSync(join(workspaceRoot, 'docs/alerts.md'), 'utf8')
    const [, table = ''] = /\| rule[^\n]*\n\|[^\n]*\n((?:\|[^\n]*\n)+)/.exec(page) ?? []
    const rows = [...table.matchAll(/^\| (\S+) +\| (.+?) +\|$/gm)].map(([, rule, looksAt]) => [rule, looksAt])
    expect(rows).toEqual(ALERT_RULES.map(({ name, looksAt }) => [name, looksAt]))
  })
})
