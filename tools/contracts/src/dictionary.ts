import { canonicalTopic, DOMAINS } from '@trellis/greenhouse'
import { CUSTOM_FIELD_COLUMNS, HISTORY_COLUMNS, HISTORY_SCHEMA, type Resource } from '@trellis/pipeline'
import { cell, codes } from './markdown.js'

/** docs/tables.md: the index of the tables' pages, and what all tables have in common. */
export function tablesPage(resources: readonly Resource[]): string {
  const parts = DOMAINS.map((domain) => ({ domain, of: resources.filter((each) => each.domain === domain) }))
  const columns = resources.reduce((sum, of) => sum + Object.keys(of.columns).length, 0)
  return `# Tables

<!-- Made by \`npm run contracts\` from the declarations in libs/greenhouse/src/resources. -->

${resources.length} tables, ${columns} columns. The page of a table has worked queries and says of each column what it means and where it comes from; how
to connect is in [Read the tables](read-the-tables.md), how tables point at each other is drawn in [er.md](er.md).

${parts
  .filter(({ of }) => of.length > 0)
  .map(({ domain, of }) => part(domain, of))
  .join('\n')}
## Views and columns of every table

- \`recruiting.<table>\` has the live rows.
- \`recruiting_removed.<table>\` has the removed ones: when, how, by which raw event, and in \`removed_into\` the entity it was merged into.
- \`recruiting.<table>_custom_fields\` has a row per [custom field](#custom-fields), where there are any.
- \`${HISTORY_SCHEMA}.<table>\` has [history](#history), for some tables.

Beside the columns of its page every row has \`connection_id\` (which Greenhouse account), \`id\` (the entity's id in Greenhouse) and \`_extra\` (what
Greenhouse lists and no column names).

_Greenhouse_, the last column of a page, says where a cell stands: the field of Harvest v3 first, then where webhooks and older records have it.
Sensitivity is one of public, personal, compensation, demographic, private. _Last reported_: no listing carries it and its webhooks do not say how old they
are, so the value that came last stands, a late one too.

## Words

Some columns hold one of a few words. Greenhouse spells some of them in several ways; the tables have one spelling, and the word as Greenhouse sent it
stands in the column \`…_as_told\` beside it. A value that is not in this list is kept as it came.

| column | word | also spelled |
| --- | --- | --- |
${resources.flatMap(words).join('\n')}

## History

\`${HISTORY_SCHEMA}.<table>\` has a row for each change of the columns that a table keeps the history of, and shows how they were from then on. A change
that arrived late stands where it belongs. \`where valid_from <= t and (valid_to > t or valid_to is null)\` gives the row of an instant \`t\`.

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

function part(domain: Resource['domain'], of: readonly Resource[]): string {
  return `## ${domain}

Topic \`${canonicalTopic(domain)}\`.

| table | a row is |
| --- | --- |
${of.map(({ name, about }) => `| [${name}](tables/${name}.md) | ${cell(about)} |\n`).join('')}`
}

function words({ name, columns }: Resource): readonly string[] {
  return Object.entries(columns).flatMap(([column, { words = {} }]) =>
    Object.entries(words).map(([word, others]) => `| \`${name}.${column}\` | \`${word}\` | ${codes(others)} |`),
  )
}
