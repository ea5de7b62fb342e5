import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { parse } from 'yaml'
import { exportedBy, PROCESS_METRICS, SERVICES } from '../metrics/exported-metrics.js'
import { labelsIn, metricOf, seriesIn } from '../metrics/metrics-in-query.js'
import { allRules, RULE_TESTS_FOLDER } from './rule-files.js'

/** What Prometheus itself adds to every series. */
const SCRAPED = ['service', 'instance', 'job', 'le']

interface RuleTest {
  readonly tests: readonly {
    readonly alert_rule_test?: readonly { readonly alertname: string; readonly exp_alerts?: readonly unknown[] }[]
  }[]
}

const metrics = new Map(SERVICES.flatMap((service) => exportedBy(service)).map((metric) => [metric.name, metric]))
const rules = allRules()
const alerts = rules.flatMap((rule) => (rule.alert === undefined ? [] : [{ ...rule, alert: rule.alert }]))
const recorded = new Set(rules.flatMap(({ record }) => record ?? []))
const isExported = (series: string): boolean =>
  metrics.has(series) || metrics.get(metricOf(series))?.type === 'histogram' || PROCESS_METRICS.includes(series)
const runbooks = join(workspaceRoot, 'docs/runbooks')
const tested = readdirSync(RULE_TESTS_FOLDER)
  .map((name) => parse(readFileSync(join(RULE_TESTS_FOLDER, name), 'utf8')) as RuleTest)
  .flatMap(({ tests }) => tests.flatMap(({ alert_rule_test: each = [] }) => each))

describe('the rules', () => {
  it('read series that a service exports, or that are recorded', () => {
    const unknown = rules.flatMap(({ alert, record, expr }) =>
      seriesIn(expr).flatMap((name) => (recorded.has(name) || isExported(name) ? [] : [`${alert ?? record ?? ''}: ${name}`])),
    )
    expect(unknown).toEqual([])
  })

  it('name labels that those figures have', () => {
    const unknown = rules.flatMap(({ alert, record, expr }) => {
      const known = seriesIn(expr).flatMap((name) => metrics.get(name)?.labels ?? metrics.get(metricOf(name))?.labels ?? [])
      const strange = labelsIn(expr).filter((label) => !SCRAPED.includes(label) && !known.includes(label))
      return strange.map((label) => `${alert ?? record ?? ''}: ${label}`)
    })
    expect(unknown).toEqual([])
  })

  it('have a unique name each', () => {
    const names = rules.map(({ alert, record }) => alert ?? record)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

describe.each(alerts)('the alert $alert', ({ alert, labels, annotations }) => {
  it('says how severe it is, and what it is about', () => {
    expect(['critical', 'warning']).toContain(labels?.['severity'])
    expect(annotations).toEqual({
      summary: expect.any(String),
      description: expect.any(String),
      runbook_url: `docs/runbooks/${alert}.md`,
    })
  })

  it('has a page with symptom, meaning, action and check', () => {
    const page = readFileSync(join(runbooks, `${alert}.md`), 'utf8')
    expect([...page.matchAll(/^##? (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      ...[alert, 'Symptom', 'Meaning', 'Action', 'Check'],
    ])
  })

  it('is seen to fire and to stay quiet in a unit test', () => {
    const own = tested.filter(({ alertname }) => alertname === alert)
    expect(own.some(({ exp_alerts: expected = [] }) => expected.length > 0)).toBe(true)
    expect(own.some(({ exp_alerts: expected = [] }) => expected.length === 0)).toBe(true)
  })
})

describe('the runbooks', () => {
  it('are those of alerts that there are, each in the operator’s page', () => {
    const pages = readdirSync(runbooks).map((file) => file.replace(/\.md$/, ''))
    expect(pages.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted())
    const page = readFileSync(join(workspaceRoot, 'docs/observability.md'), 'utf8')
    expect(pages.filter((name) => !page.includes(`(runbooks/${name}.md)`))).toEqual([])
  })
})
