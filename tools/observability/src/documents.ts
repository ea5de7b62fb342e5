import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import { boards } from './dashboards/boards.js'
import { toGrafana } from './dashboards/to-grafana.js'
import { metricsPage } from './metrics/metrics-page.js'
import { prometheusRule } from './rules/prometheus-rule.js'

const DASHBOARDS = 'k8s/observability/dashboards'
const RULES = 'k8s/components/prometheus-operator/rules.yaml'

/** What is generated: text by its path from the root. */
export function documents(): ReadonlyMap<string, string> {
  const dashboards = boards.map(
    (board) => [`${DASHBOARDS}/${board.id}.json`, `${JSON.stringify(toGrafana(board), null, 2)}\n`] as const,
  )
  return new Map([...dashboards, ['docs/metrics.md', metricsPage()] as const, [RULES, prometheusRule()] as const])
}

/** Paths whose text is not what is generated, or that are not generated any more. */
export function stale(): readonly string[] {
  const wanted = documents()
  const kept = readdirSync(join(workspaceRoot, DASHBOARDS)).map((name) => `${DASHBOARDS}/${name}`)
  return [
    ...[...wanted].flatMap(([path, text]) => (textAt(path) === text ? [] : [path])),
    ...kept.filter((path) => !wanted.has(path)),
  ]
}

/** Writes them all, and removes dashboards that there are no more. */
export function writeDocuments(): void {
  rmSync(join(workspaceRoot, DASHBOARDS), { recursive: true, force: true })
  for (const [path, text] of documents()) {
    mkdirSync(dirname(join(workspaceRoot, path)), { recursive: true })
    writeFileSync(join(workspaceRoot, path), text)
  }
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(join(workspaceRoot, path), 'utf8')
  } catch {
    return undefined
  }
}
