import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'

/** The variables that a service's configuration class reads, inherited ones too. */
export function variablesOf(service: string): ReadonlySet<string> {
  return new Set([...fieldsOf(service).keys()].map((field) => field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()))
}

/** Those without which it does not start. */
export function required(service: string): readonly string[] {
  return ['KAFKA_BROKERS', 'DATABASE_URL', 'TRELLIS_MASTER_KEY', 'CONSOLE_SESSION_SECRET'].filter((name) =>
    variablesOf(service).has(name),
  )
}

/** Where it answers by default: for its health, and to the world, where it does. */
export function portsOf(service: string): { readonly http: number; readonly webhooks?: number; readonly pages?: number } {
  const fields = fieldsOf(service)
  const [webhooks, pages] = [fields.get('ingressPort'), fields.get('consolePort')]
  return {
    http: Number(fields.get('healthPort')),
    ...(webhooks !== undefined && { webhooks: Number(webhooks) }),
    ...(pages !== undefined && { pages: Number(pages) }),
  }
}

/** Fields and their defaults, as the source of the classes has them: a tool may not open an inside of an app. */
function fieldsOf(service: string): ReadonlyMap<string, string> {
  const folder = `apps/${service}/src`
  const sources = readdirSync(join(workspaceRoot, folder)).map((file) => (file.endsWith('.ts') ? read(`${folder}/${file}`) : ''))
  const text = [
    ...['shared-config', 'master-key-config', 'alert-config'].map((name) => read(`libs/runtime/src/config/${name}.ts`)),
    ...sources.filter((source) => !source.includes('@jest/globals')),
  ].join('\n')
  const classes = new Map(
    [...text.matchAll(/^(?:export )?class (\w+Config)(?: extends (\w+))? \{\n([\s\S]*?)^\}/gm)].map((each) => [each[1], each]),
  )
  const own = [...classes.keys()].at(-1)
  const fields = new Map<string, string>()
  for (let next = classes.get(own); next; next = classes.get(next[2])) {
    for (const [, field = '', value = ''] of (next[3] ?? '').matchAll(/^ {2}(?:override )?(\w+)\??(?::[^=\n]+)?(?: = (.+))?$/gm))
      if (!fields.has(field)) fields.set(field, value)
  }
  return fields
}

function read(path: string): string {
  return readFileSync(join(workspaceRoot, path), 'utf8')
}
