import { exportedBy, SERVICES, type ExportedMetric, type Service } from './exported-metrics.js'

/** `docs/metrics.md`: every figure, with who exports it. */
export function metricsPage(): string {
  const services = new Map<string, Service[]>()
  const metrics = new Map<string, ExportedMetric>()
  for (const service of SERVICES)
    for (const metric of exportedBy(service)) {
      metrics.set(metric.name, metric)
      services.set(metric.name, [...(services.get(metric.name) ?? []), service])
    }
  const rows = [...metrics.values()]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, type, labels, help }) => [`\`${name}\``, type, labels.join(', '), help, nameAll(services.get(name) ?? [])])
  return `${HEAD}\n${[['name', 'type', 'labels', 'is', 'exported by'], ['---', '---', '---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

function nameAll(services: readonly Service[]): string {
  return services.length === SERVICES.length ? 'all' : services.join(', ')
}

const HEAD = `# Metrics

Every figure that the services export at \`/metrics\`, beside those of the process itself (\`process_…\`, \`nodejs_…\`). Each series has the label \`service\` as well. Written by \`npm run observability\` from the code that registers them; [Observability](observability.md) says what to make of them.
`
