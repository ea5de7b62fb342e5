import { DOMAINS, resourceNamed } from '@trellis/greenhouse'
import type { Json, JsonObject } from '@trellis/pipeline'
import { draftClaims, recordsAt, type DraftClaim } from './draft-claims.js'
import { draftColumn, readerFor, resourceBehind } from './draft-column.js'
import type { Samples } from './samples.js'

/** A first draft of a resource's file: what the bodies show is guessed, what they cannot show says TODO. Throws an Error without a record. */
export function draftResource(name: string, { records, webhooks }: Samples): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`'${name}' is no name of a collection: lower case with underscores`)
  if (records.length === 0) throw new Error('At least one listed record is needed: a webhook shows a part only')
  const claimed = webhooks.map((webhook) => ({ webhook, claims: draftClaims(name, webhook) }))
  const listed = fieldsOf(records)
  const all = fieldsOf([...records, ...claimed.flatMap(({ webhook, claims }) => recordsAt(claims, webhook))])
  const columns = [...all]
    .filter(([field]) => field !== 'id')
    .map(([field, values]) => draftColumn(field, values, listed.has(field)))
  const claims = claimed.flatMap((each) => claimLines(each.webhook.action, each.claims))
  const body = [
    `/** TODO: what a row is. */`,
    `export const ${camelCase(name)} = resource({`,
    `  name: '${name}',`,
    ...settings(name, listed),
    ...(webhooks.length === 0 ? ['  webhooks: {},'] : ['  webhooks: {', ...claims, '  },']),
    `  columns: {`,
    ...columns,
    `  },`,
    `})`,
  ].join('\n')
  return `${imports(body)}\n\n${body}\n`
}

/** Every field of the records, in the order in which they appear, with all its values. */
function fieldsOf(records: readonly JsonObject[]): ReadonlyMap<string, readonly Json[]> {
  const fields = new Map<string, Json[]>()
  for (const record of records)
    for (const [name, value] of Object.entries(record)) fields.set(name, [...(fields.get(name) ?? []), value])
  return fields
}

function settings(name: string, listed: ReadonlyMap<string, readonly Json[]>): readonly string[] {
  const parents = [...listed.keys()].flatMap((field) => {
    const parent = resourceBehind(field)
    return parent === undefined || parent === name ? [] : [{ parent, filter: `${field}s` }]
  })
  const domains: readonly string[] = [name, ...parents.flatMap(({ parent }) => resourceNamed(parent)?.domain ?? [])]
  const domain = domains.find((of) => DOMAINS.some((known) => known === of)) ?? 'settings'
  const isDated = (listed.get('updated_at') ?? []).some((value) => value !== null)
  const hasId = listed.has('id')
  return [
    `  domain: '${domain}',`,
    `  about: 'TODO: what a row is.',`,
    ...(hasId ? [] : ['  // TODO: no record has an id; which fields distinguish one row from another?']),
    `  key: ${hasId && readerFor('id', listed.get('id') ?? []) === 'text' ? 'text' : 'int'}('id'),`,
    `  harvest: {`,
    `    path: '${name}',`,
    `    permission: 'TODO: the permission that grants it',`,
    ...(isDated ? [`    since: 'updated_at',`] : ['    // No record says when it changed: it is listed whole at each turn.']),
    `    cadence: '${isDated ? 'warm' : 'settings'}',`,
    ...(parents.length === 0 ? [] : ['    // TODO: keep those filters that Harvest documents.']),
    ...(parents.length === 0 ? [] : [`    of: { ${parents.map(({ parent, filter }) => `${parent}: '${filter}'`).join(', ')} },`]),
    `  },`,
  ]
}

function claimLines(action: string, claims: readonly DraftClaim[]): readonly string[] {
  const calls = claims.map(({ verb, path }) => `${verb}('${path}')`)
  const [only, ...others] = calls
  if (only === undefined) return [`    // TODO: ${action} shows nothing of this name that has an id.`]
  return [`    ${action}: ${others.length === 0 ? only : `[${calls.join(', ')}]`},`]
}

function imports(body: string): string {
  const names = [...new Set([...body.matchAll(/\b([a-zA-Z]+)\('/g)].map(([, name = '']) => name))]
  const used = [...names.filter((name) => name !== 'describe' && name !== 'sensitive'), 'resource'].sort()
  const line = `import { ${used.join(', ')} } from '@trellis/pipeline'`
  return line.length <= 130 ? line : `import {\n${used.map((name) => `  ${name},\n`).join('')}} from '@trellis/pipeline'`
}

/** `job_posts` → `jobPosts`. */
function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** What is left to do with a draft, for the developer who asked for it. */
export function nextSteps(name: string): string {
  return [
    `Next: save it as libs/greenhouse/src/resources/${name.replaceAll('_', '-')}.ts and settle what says TODO;`,
    `add it to the list in libs/greenhouse/src/resources/index.ts, at its end;`,
    `put the bodies into libs/greenhouse/fixtures (records/${name}-v3.json, webhooks/<action>.json) and its documented fields into harvest-v3-fields.json;`,
    `put a question about the table and the query that answers it into libs/greenhouse/queries/${name}.sql;`,
    `then \`npm run format\`, \`npm run contracts\` and \`npm test -- libs/greenhouse tools/contracts\`: they say what it still lacks;`,
    `CONTRIBUTING.md, “A resource”, has the steps after these: the stand-in for Greenhouse, the revision, the snapshot.`,
  ].join('\n')
}
