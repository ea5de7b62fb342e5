import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { variablesOf } from './service-variables.js'

const page = readFileSync(join(workspaceRoot, 'docs/configuration.md'), 'utf8')

describe('docs/configuration.md', () => {
  it.each(readdirSync(join(workspaceRoot, 'apps')))('has every variable that %s reads', (service) => {
    const missing = [...variablesOf(service)].filter((name) => !page.includes(`\`${name}\``))
    expect(missing.map((name) => `Put ${name} into the table of docs/configuration.md`)).toEqual([])
  })
})
