import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { RULE_TESTS_FOLDER, RULES_FOLDER } from './rule-files.js'

const isInstalled = spawnSync('promtool', ['--version']).status === 0
if (!isInstalled)
  console.warn('SKIPPED: promtool is not installed, so the unit tests of the rules were not run (apt-get install prometheus)')

describe('promtool', () => {
  const all = (folder: string): readonly string[] => readdirSync(folder).map((name) => join(folder, name))
  const run = (...args: readonly string[]): string => execFileSync('promtool', args, { encoding: 'utf8', stdio: 'pipe' })

  const whereInstalled = isInstalled ? it : it.skip

  whereInstalled('takes the rules, and the scrape configuration', () => {
    expect(run('check', 'rules', ...all(RULES_FOLDER))).toContain('SUCCESS')
    expect(run('check', 'config', join(workspaceRoot, 'k8s/observability/prometheus.yaml'))).toContain('SUCCESS')
  })

  whereInstalled('sees every alert fire and stay quiet as the unit tests say', () => {
    expect(run('test', 'rules', ...all(RULE_TESTS_FOLDER))).toContain('SUCCESS')
  })
})
