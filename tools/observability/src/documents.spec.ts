import { describe, expect, it } from '@jest/globals'
import { boards } from './dashboards/boards.js'
import { stale } from './documents.js'
import { exportedBy, PROCESS_METRICS, SERVICES } from './metrics/exported-metrics.js'
import { metricOf, seriesIn } from './metrics/metrics-in-query.js'
import { allRules } from './rules/rule-files.js'

const metrics = new Map(SERVICES.flatMap((service) => exportedBy(service)).map((metric) => [metric.name, metric]))
const recorded = new Set(allRules().flatMap(({ record }) => record ?? []))
const panels = boards.flatMap(({ id, rows }) => rows.flatMap((row) => row.panels.map((panel) => ({ id, ...panel }))))

describe('the dashboards', () => {
  it('are as the code makes them, and so are the list of figures and the rules for the Prometheus operator', () => {
    expect(stale().map((path) => `${path}: run npm run observability`)).toEqual([])
  })

  it('read series that a service exports, that are recorded, or that Prometheus has itself', () => {
    const isKnown = (series: string): boolean =>
      [...PROCESS_METRICS, 'ALERTS'].includes(series) ||
      recorded.has(series) ||
      metrics.has(series) ||
      metrics.get(metricOf(series))?.type === 'histogram'
    const unknown = panels.flatMap(({ id, title, queries }) =>
      queries.flatMap(({ expr }) => seriesIn(expr).flatMap((name) => (isKnown(name) ? [] : [`${id}, ${title}: ${name}`]))),
    )
    expect(unknown).toEqual([])
  })

  it('show every figure of ours somewhere, or a rule reads it', () => {
    const read = [...panels.flatMap(({ queries }) => queries.map(({ expr }) => expr)), ...allRules().map(({ expr }) => expr)]
    const seen = new Set(read.flatMap((expr) => seriesIn(expr).map(metricOf)).concat(read.flatMap(seriesIn)))
    expect([...metrics.keys()].filter((name) => !seen.has(name))).toEqual([])
  })

  it('have a title of its own for each panel of a dashboard', () => {
    const titles = panels.map(({ id, title }) => `${id}: ${title}`)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })
})
