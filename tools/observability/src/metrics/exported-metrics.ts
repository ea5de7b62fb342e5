import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'

/** The services, in the order in which an event meets them; the console meets none. */
export const SERVICES = ['webhook-ingress', 'harvest-poller', 'normalizer', 'warehouse-writer', 'console'] as const
export type Service = (typeof SERVICES)[number]

/** A figure, as the code that registers it says. */
export interface ExportedMetric {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels: readonly string[]
}

/** What every process has from prom-client's own collector, as far as rules and dashboards use it. */
export const PROCESS_METRICS = [
  'process_start_time_seconds',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_heap_size_used_bytes',
]

/** Figures of the runtime, and what in a service's main file has them exported. */
const SHARED: readonly { readonly file: string; readonly usedBy: RegExp }[] = [
  { file: 'libs/runtime/src/kafka/consumer/consumer-metrics.ts', usedBy: /new BatchConsumer\(/ },
  { file: 'libs/runtime/src/kafka/log/log-metrics.ts', usedBy: /EventLog\.connect\(.+, logger, \{ metrics/ },
  { file: 'libs/runtime/src/postgres/pool-metrics.ts', usedBy: /poolMetrics\(metrics/ },
]

/** The figures of a service, by name, read out of the source: a tool may not open an inside of an app. An e2e spec compares them with a running service. */
export function exportedBy(service: Service): readonly ExportedMetric[] {
  const folder = `apps/${service}/src`
  const files = readdirSync(join(workspaceRoot, folder), { recursive: true, encoding: 'utf8' })
  const own = files.filter((file) => file.endsWith('-metrics.ts')).map((file) => `${folder}/${file}`)
  const main = read(`${folder}/main.ts`)
  const shared = SHARED.flatMap(({ file, usedBy }) => (usedBy.test(main) ? [file] : []))
  return [...own, ...shared].flatMap((file) => metricsIn(read(file))).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const REGISTERED = /\.(counter|gauge|histogram)\(\s*'(trellis_\w+)',\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)"),?\s*(\[[^\]]*\]|\w+)?/g

/** The figures that a source registers. Labels stand there as a list, or as the name of one. */
export function metricsIn(source: string): readonly ExportedMetric[] {
  return [...source.matchAll(REGISTERED)].map(([, type, name = '', plain, quoted, labels = '']) => ({
    name,
    type: type as ExportedMetric['type'],
    help: plain ?? quoted ?? '',
    labels: namesIn(labels.startsWith('[') ? labels : (new RegExp(`const ${labels} = (\\[[^\\]]*\\])`).exec(source)?.[1] ?? '')),
  }))
}

function namesIn(list: string): readonly string[] {
  return [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)
}

function read(path: string): string {
  return readFileSync(join(workspaceRoot, path), 'utf8')
}
