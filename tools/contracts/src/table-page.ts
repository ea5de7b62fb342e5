import { BEYOND, canonicalTopic } from '@trellis/greenhouse'
import type { WorkedQuery } from '@trellis/greenhouse/queries'
import { claimsOn, customFieldColumns, customFieldsView, HISTORY_SCHEMA, type Column, type Resource } from '@trellis/pipeline'
import { cell, codes } from './markdown.js'
import { relationsOf } from './relations.js'

/** docs/tables/<resource>.md: what a row is, where it comes from, worked queries, and every column. */
export function tablePage(of: Resource, resources: readonly Resource[], queries: readonly WorkedQuery[]): string {
  const targets = new Map(relationsOf(of, resources).map(({ column, to }) => [column, to]))
  const rows = Object.entries(of.columns).map(([name, column]) => row(name, column, targets.get(name)))
  return `# ${of.name}

<!-- Made by \`npm run contracts\` from libs/greenhouse/src/resources and libs/greenhouse/queries. -->

${of.about} [All tables](../tables.md) says what every table has and what the words below mean.

${facts(of, resources)
  .map((fact) => `- ${fact}\n`)
  .join('')}
## Queries

${queries.map(({ question, sql }) => `${question}\n\n\`\`\`sql\n${sql}\n\`\`\`\n`).join('\n')}
## Columns

| column | type | sensitivity | meaning | Greenhouse |
| --- | --- | --- | --- | --- |
| \`id\` | ${of.key.sql} | public | The id in Greenhouse. | ${source('id', of.key)} |
${rows.join('\n')}
`
}

function facts(of: Resource, resources: readonly Resource[]): readonly string[] {
  const { path, since, permission } = of.harvest
  const claims = Object.keys(of.webhooks).toSorted()
  const about = claims.filter((action) => claimsOn(of, action).some(({ isRequired }) => isRequired))
  const passing = claims.filter((action) => !about.includes(action))
  const fields = customFieldColumns(of)
  const spelled = Object.entries(of.columns).filter(([, { words }]) => words !== undefined)
  const granted = permission === BEYOND ? '' : ` Permission in Greenhouse: ${permission}.`
  return [
    `Listed by \`GET /v3/${path}\`, ${since === undefined ? 'whole each time' : `by \`${since}\``}.${granted}`,
    ...(about.length > 0 ? [`Webhooks about it: ${codes(about)}.`] : []),
    ...(passing.length > 0 ? [`Webhooks that mention it: ${codes(passing)}.`] : []),
    ...(claims.length === 0 ? ['No webhook mentions it.'] : []),
    `Topic \`${canonicalTopic(of.domain)}\`, contract [${of.name}.json](../contracts/${of.name}.json).`,
    ...(fields.length > 0
      ? [`Custom fields, a row per field: [\`recruiting.${customFieldsView(of)}\`](../tables.md#custom-fields).`]
      : []),
    ...(of.history
      ? [`History, a row per change: [\`${HISTORY_SCHEMA}.${of.name}\`](../tables.md#history) of ${codes(of.history)}.`]
      : []),
    ...(spelled.length > 0 ? [`One of [a few words](../tables.md#words): ${codes(spelled.map(([name]) => name))}.`] : []),
    ...pointers(of, resources),
  ]
}

function pointers(of: Resource, resources: readonly Resource[]): readonly string[] {
  const relations = resources.flatMap((each) => relationsOf(each, resources)).filter(({ to }) => to === of.name)
  const by = relations.map(({ from, column }) => `[${from}](${from}.md).\`${column}\``)
  return by.length === 0 ? [] : [`Referred to by ${by.join(', ')}.`]
}

function row(name: string, column: Column, target: string | undefined): string {
  const meaning = [
    column.about,
    target === undefined ? '' : `→ [${target}](${target}.md)`,
    column.isVolatile ? 'Changes by reading.' : '',
    column.isLastReported ? 'Last reported.' : '',
  ].filter((text) => text !== '')
  return `| \`${name}\` | ${column.sql} | ${column.sensitivity} | ${cell(meaning.join(' '))} | ${source(name, column)} |`
}

/** The field of Harvest v3 is mostly the one that the column is named after. */
function source(name: string, { places, names, isWebhookOnly }: Column): string {
  const written = places.flatMap((place) => (typeof place === 'string' ? [place] : []))
  const first = written.find((place) => place === name) ?? written[0]
  const others = written.filter((place) => place !== first)
  const looked = names.filter((top) => !written.some((place) => place.split('.')[0] === top))
  const workedOut =
    written.length < places.length ? [looked.length > 0 ? `worked out of ${codes(looked)}` : 'worked out of the record'] : []
  const all = [...(first === undefined ? [] : [codes([first])]), ...(others.length > 0 ? [codes(others)] : []), ...workedOut]
  return `${isWebhookOnly ? 'webhooks only: ' : ''}${all.join('; ')}`
}
