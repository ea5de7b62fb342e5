import { DOMAINS } from '@trellis/greenhouse'
import type { Resource } from '@trellis/pipeline'
import { relationsOf, type Relation } from './relations.js'

/** docs/er.md: one diagram per domain, because one of everything cannot be read. */
export function erPage(resources: readonly Resource[]): string {
  const parts = DOMAINS.map((domain) => ({ domain, of: resources.filter((each) => each.domain === domain) }))
  const diagrams = parts
    .filter(({ of }) => of.length > 0)
    .map(({ domain, of }) => `## ${domain}\n\n\`\`\`mermaid\n${erDiagram(of, resources)}\`\`\`\n`)
  return `# How the tables hang together

<!-- Made by \`npm run contracts\` from the declarations in libs/greenhouse/src/resources. -->

One diagram per domain: its tables with their keys, and the tables of other domains that they point at (boxes without columns). Every table has a
\`connection_id\` too: join by both, \`(connection_id, job_id) = (connection_id, id)\`. There are no foreign keys: what a row points at may be
read later than the row, or be gone. All columns are in [tables.md](tables.md).

${diagrams.join('\n')}`
}

/** A Mermaid ER diagram of these tables. */
export function erDiagram(of: readonly Resource[], resources: readonly Resource[]): string {
  const relations = of.flatMap((each) => relationsOf(each, resources))
  const lines = [...of.flatMap((each) => entity(each, relations)), ...relations.map(relation)]
  return `erDiagram\n${lines.map((line) => `  ${line}\n`).join('')}`
}

function entity(of: Resource, relations: readonly Relation[]): readonly string[] {
  const keys = relations.filter(({ from }) => from === of.name)
  const columns = keys.map(({ column, isMany }) => `  ${isMany ? 'jsonb' : (of.columns[column]?.sql ?? 'bigint')} ${column} FK`)
  return [`${of.name} {`, `  ${of.key.sql} id PK`, ...columns, '}']
}

function relation({ from, column, to, isMany }: Relation): string {
  return `${to} ${isMany ? '}o--o{' : '|o--o{'} ${from} : ${column}`
}
