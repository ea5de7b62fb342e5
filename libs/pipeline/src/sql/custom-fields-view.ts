import type { Resource } from '../resource/resource.js'
import { ident, literal } from './sql.js'
import { isLive, LIVE_SCHEMA } from './table.js'

/** The name of the view over a resource's custom fields. */
export function customFieldsView(of: Resource): string {
  return `${of.name}_custom_fields`
}

/** The columns of a resource that hold custom fields; most resources have one or none. */
export function customFieldColumns(of: Resource): readonly string[] {
  return Object.entries(of.columns).flatMap(([name, { holds }]) => (holds === 'custom fields' ? [name] : []))
}

/** The days that there are: casting any other text to a date is an error. */
const CALENDAR_DAY =
  '^(?!0000)(' +
  '\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))' +
  '|(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$'

/** What the view shows beside `connection_id` and `id`, in its order. New columns may only be appended (rule N3). */
export const CUSTOM_FIELD_COLUMNS: readonly CustomFieldColumn[] = [
  { name: 'key', sql: 'f.key', type: 'text', about: "The field's key: it stays when the field is renamed." },
  { name: 'name', sql: `f.field->>'name'`, type: 'text', about: "The field's name; null where Greenhouse gave none." },
  { name: 'type', sql: 'f.type', type: 'text', about: "The field's type in Greenhouse's words: short_text, currency, user, …" },
  { name: 'value', sql: 'f.value', type: 'jsonb', about: 'The value as Greenhouse gave it; null where it is not set.' },
  { name: 'text_value', sql: textOf(), type: 'text', about: 'The value of texts, links and single selects.' },
  { name: 'number_value', sql: amountOf(), type: 'numeric', about: 'The value of numbers, and the amount of currencies.' },
  { name: 'boolean_value', sql: booleanOf(), type: 'boolean', about: 'The value of yes/no fields.' },
  { name: 'date_value', sql: dateOf(), type: 'date', about: 'The value of dates.' },
  { name: 'unit', sql: `coalesce(${inside('unit')}, ${inside('currency')})`, type: 'text', about: 'The currency of money.' },
  { name: 'min_value', sql: numericOf(inside('min_value')), type: 'numeric', about: 'The lower end of a range.' },
  { name: 'max_value', sql: numericOf(inside('max_value')), type: 'numeric', about: 'The upper end of a range.' },
  { name: 'user_id', sql: userOf(), type: 'bigint', about: 'The user of a user field.' },
  {
    name: 'details',
    sql: `nullif(f.field - '{name,type,value}'::text[], '{}')`,
    type: 'jsonb',
    about: 'What else stands in the field, as frequency and rationale of a compensation; null where nothing does.',
  },
  { name: 'kept_in', sql: 'f.kept_in', type: 'text', about: "The table's column that the field is kept in." },
]

/** A column of the view: its expression over `f`, and what it means. */
interface CustomFieldColumn {
  readonly name: string
  readonly sql: string
  readonly type: string
  readonly about: string
}

/**
 * `recruiting.<resource>_custom_fields`: one row per live entity and field, of a resource that has custom fields. Whatever cannot be read as its type is
 * null, never an error (https://developers.greenhouse.io/webhooks.html says which types there are).
 */
export function selectCustomFields(schema: string, of: Resource): string {
  const shown = CUSTOM_FIELD_COLUMNS.map(({ name, sql }) => `${sql} as ${ident(name)}`)
  const table = ident(schema, of.name)
  const fields = customFieldColumns(of).map((name) => fieldsIn(table, name))
  return `select f.connection_id, f.id, ${shown.join(',\n  ')}
from (
${fields.join('\nunion all\n')}
) f`
}

/** What the view and its columns mean, for users of psql. */
export function commentOnCustomFields(of: Resource): readonly string[] {
  const view = ident(LIVE_SCHEMA, customFieldsView(of))
  return [
    `comment on view ${view} is ${literal(`The custom fields of ${of.name}, one row per field: join it by connection_id and id.`)}`,
    `comment on column ${view}."id" is ${literal(`The id in ${of.name}.`)}`,
    ...CUSTOM_FIELD_COLUMNS.map(({ name, about }) => `comment on column ${view}.${ident(name)} is ${literal(about)}`),
  ]
}

/** Where `{name, type, value}` is kept, or the bare value that Harvest v1 keeps under a key. */
function fieldsIn(table: string, name: string): string {
  const map = `t.${ident(name)}`
  const keyed = `(jsonb_typeof(e.value) = 'object' and (e.value ? 'type' or e.value ?& '{name,value}'))`
  return `select t.connection_id, t.id, e.key, ${literal(name)}::text as kept_in, k.field, lower(k.field->>'type') as type,
  nullif(case when ${keyed} then e.value->'value' else e.value end, 'null') as value
from ${table} t
cross join lateral jsonb_each(case when jsonb_typeof(${map}) = 'object' then ${map} else '{}' end) e
cross join lateral (select case when ${keyed} then e.value else '{}' end as field) k
where ${isLive('t.')}`
}

/** The text of a scalar; a list and an object have none. */
function scalar(): string {
  return `case when jsonb_typeof(f.value) in ('string', 'number', 'boolean') then f.value #>> '{}' end`
}

/** The text of a value's part. */
function inside(name: string): string {
  return `case when jsonb_typeof(f.value) = 'object' then f.value->>${literal(name)} end`
}

function textOf(): string {
  const others = ['boolean', 'yes_no', 'number', 'currency', 'date', 'date_of_birth', 'user']
  return `case when coalesce(f.type, '') not in (${others.map(literal).join(', ')}) and jsonb_typeof(f.value) in ('string', 'number') then f.value #>> '{}' end`
}

/** v1 writes `{value, currency}` where webhooks write `{amount, unit}`. */
function amountOf(): string {
  const amount = `coalesce(${inside('amount')}, ${inside('value')}, ${scalar()})`
  return `case when f.type in ('number', 'currency') or (f.type is null and jsonb_typeof(f.value) = 'number') then ${numericOf(amount)} end`
}

/** Greenhouse writes the ends of ranges as numbers and as texts (https://developers.greenhouse.io/webhooks.html). */
function numericOf(text: string): string {
  return `case when length(${text}) <= 300 and (${text}) ~ '^-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?$' then (${text})::numeric end`
}

function booleanOf(): string {
  return `case when f.type not in ('boolean', 'yes_no') or (f.type is null and jsonb_typeof(f.value) is distinct from 'boolean') then null
    else case lower(${scalar()}) when 'true' then true when 'yes' then true when 'false' then false when 'no' then false end end`
}

/** `YYYY-MM-DD`, with or without a time behind it, and `MM/DD/YYYY`; a day that the calendar has not is unreadable, and so is what is no time: `BC` is another era. */
function dateOf(): string {
  const text = scalar()
  const day = `case when (${text}) ~ '^\\d\\d?/\\d\\d?/\\d{4}$'
      then split_part(${text}, '/', 3) || '-' || lpad(split_part(${text}, '/', 1), 2, '0') || '-' || lpad(split_part(${text}, '/', 2), 2, '0')
      when (${text}) ~ '^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)? ?(Z|UTC|[+-]\\d\\d:?\\d\\d)?)?$' then left(${text}, 10) end`
  return `case when f.type in ('date', 'date_of_birth') and (${day}) ~ '${CALENDAR_DAY}' then (${day})::date end`
}

function userOf(): string {
  const id = `coalesce(${inside('user_id')}, ${inside('id')}, ${scalar()})`
  return `case when f.type = 'user' and (${id}) ~ '^\\d{1,18}$' then (${id})::bigint end`
}
