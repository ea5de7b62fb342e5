import { stringify } from 'yaml'
import { ruleFiles } from './rule-files.js'

const HEAD = `# Made by \`npm run observability\` out of k8s/observability/rules: do not edit by hand.\n`

/** The rules of all files as one object of the Prometheus operator, as YAML. */
export function prometheusRule(): string {
  const groups = [...ruleFiles().values()].flatMap((file) => file.groups)
  const rule = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'trellis' }, spec: { groups } }
  return HEAD + stringify(rule, { lineWidth: 0 })
}
