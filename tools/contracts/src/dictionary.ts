import { canonicalTopic, DOMAINS } from '@trellis/greenhouse'
import {
  claimsOn,
  CUSTOM_FIELD_COLUMNS,
  customFieldColumns,
  customFieldsView,
  HISTORY_COLUMNS,
  HISTORY_SCHEMA,
  type Column,
  type Resource,
} from '@trellis/pipeline'
import { relationsOf } from './relations.js'

/** docs/tables.md: every table and column, what it means and where it comes from. */
export function tablesPage(resources: readonly Resource[]): string {
  const parts = DOMAINS.map((domain) => ({ domain, of: resources.filter((each) => each.domain === domain) }))
  const filled = parts.filter(({ of }) => of.length > 0)
  const columns = resources.reduce((sum, of) => sum + Object.keys(of.columns).length, 0)
  return `# Tables

<!-- Made by \`npm run contracts\` from the declarations in libs/greenhouse/src/resources. -->

${resources.length} tables, ${columns} columns. Each table has views: \`recruiting.<table>\` with live rows, \`recruiting_removed.<table>\` with removed ones
(when, how, by which raw event, and \`removed_into\`, whom or what it was merged into), where there are custom fields
\`recruiting.<table>_custom_fields\`, and for some \`${HISTORY_SCHEMA}.<table>\`. Beside the columns below every row has \`connection_id\` (which
Greenhouse account), \`id\` (the entity's id in Greenhouse) and \`_extra\` (what Greenhouse lists and no column names).

_Greenhouse_ says where a cell stands: the field of Harvest v3 first, then where webhooks and older records have it. Sensitivity is one of public,
personal, compensation, demographic, private. _Last told_: no listing carries it and its webhooks do not say how old they are, so the word that came
last stands, a late one too. How tables point at each other is drawn in [er.md](er.md).

${filled.map(({ domain, of }) => `- **${domain}** (\`${canonicalTopic(domain)}\`): ${of.map(({ name }) => `[${name}](#${name})`).join(', ')}`).join('\n')}

${filled.flatMap(({ of }) => of.map((each) => section(each, resources))).join('\n')}
## Words

Some columns hold one of a few words. Greenhouse spells some of them in several ways; the tables have one spelling, and the word as it was told stands
in the column \`…_as_told\` beside it. A word that is not in this list is kept as it came.

| column | word | also told as |
| --- | --- | --- |
${resources.flatMap(words).join('\n')}

## History

\`${HISTORY_SCHEMA}.<table>\` has a row for each change of the columns that a table keeps the history of, and shows how they were from then on. What was
told late stands where it belongs. \`where valid_from <= t and (valid_to > t or valid_to is null)\` gives the row of an instant \`t\`.

| column | type | meaning |
| --- | --- | --- |
${Object.entries(HISTORY_COLUMNS)
  .map(([name, { type, about }]) => `| \`${name}\` | ${type} | ${cell(about)} |`)
  .join('\n')}

## Custom fields

\`recruiting.<table>_custom_fields\` has a row per live entity and field. A value that is not what its type says leaves its typed columns null;
\`value\` has it as it came.

| column | type | meaning |
| --- | --- | --- |
| \`connection_id\` | text | Which Greenhouse account. |
| \`id\` | bigint | The entity's id: \`join … using (connection_id, id)\`. |
${CUSTOM_FIELD_COLUMNS.map(({ name, type, about }) => `| \`${name}\` | ${type} | ${cell(about)} |`).join('\n')}
`
}

function words({ name, columns }: Resource): readonly string[] {
  return Object.entries(columns).flatMap(([column, { words = {} }]) =>
    Object.entries(words).map(([word, others]) => `| \`${name}.${column}\` | \`${word}\` | ${codes(others)} |`),
  )
}

function section(of: Resource, resources: readonly Resource[]): string {
  const targets = new Map(relationsOf(of, resources).map(({ column, to }) => [column, to]))
  const rows = Object.entries(of.columns).map(([name, column]) => row(name, column, targets.get(name)))
  return `## ${of.name}

${of.about}

${facts(of)
  .map((fact) => `- ${fact}\n`)
  .join('')}
| column | type | sensitivity | meaning | Greenhouse |
| --- | --- | --- | --- | --- |
| \`id\` | ${of.key.sql} | public | The id in Greenhouse. | ${source('id', of.key)} |
${rows.join('\n')}
`
}

function facts(of: Resource): readonly string[] {
  const { path, since } = of.harvest
  const claims = Object.keys(of.webhooks).toSorted()
  const about = claims.filter((action) => claimsOn(of, action).some(({ isRequired }) => isRequired))
  const passing = claims.filter((action) => !about.includes(action))
  const fields = customFieldColumns(of)
  return [
    `Listed by \`GET /v3/${path}\`, ${since === undefined ? 'whole each time' : `by \`${since}\``}.`,
    ...(about.length > 0 ? [`Webhooks about it: ${codes(about)}.`] : []),
    ...(passing.length > 0 ? [`Webhooks that mention it: ${codes(passing)}.`] : []),
    ...(claims.length === 0 ? ['No webhook speaks of it.'] : []),
    ...(fields.length > 0 ? [`Custom fields, a row per field: [\`recruiting.${customFieldsView(of)}\`](#custom-fields).`] : []),
    ...(of.history ? [`History, a row per change: [\`${HISTORY_SCHEMA}.${of.name}\`](#history) of ${codes(of.history)}.`] : []),
  ]
}

function row(name: string, column: Column, target: string | undefined): string {
  const meaning = [
    column.about,
    target === undefined ? '' : `→ [${target}](#${target})`,
    column.isVolatile ? 'Changes by reading.' : '',
    column.isLastTold ? 'Last told.' : '',
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

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
