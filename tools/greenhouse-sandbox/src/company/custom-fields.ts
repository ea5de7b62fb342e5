import type { Invention } from './invention.js'

/** The value types that carry a value (Recruiting webhooks guide; Harvest v3 reference, custom_fields). */
type ValueType =
  | 'short_text'
  | 'long_text'
  | 'yes_no'
  | 'single_select'
  | 'multi_select'
  | 'currency'
  | 'currency_range'
  | 'number'
  | 'number_range'
  | 'date'
  | 'url'
  | 'user'

export interface FieldOption {
  readonly id: number
  readonly name: string
}

export interface CustomField {
  readonly key: string
  readonly name: string
  readonly type: ValueType
  readonly options: readonly FieldOption[]
  /** A currency field for pay says more next to its value (Recruiting webhooks guide, custom fields). */
  readonly pay: boolean
}

export interface FieldValue {
  readonly name: string
  readonly type: ValueType
  readonly value: unknown
  readonly compensation_type?: string
  readonly frequency?: string
  readonly rationale?: string | null
}

/** Harvest v3's custom_fields: one object keyed by the field's name_key (Harvest v3 migration guide). */
export type FieldValues = Readonly<Record<string, FieldValue>>

type FieldOwner = 'candidate' | 'application' | 'job' | 'offer' | 'user' | 'rejection_question'

/** The users that a field of type user may name. */
interface NamedUser {
  readonly id: number
  readonly name: string | null
  readonly primary_email: string
  readonly employee_id: string | null
}

let nextOptionId = 3_400_000_100

function field(key: string, name: string, type: ValueType, options: readonly string[] = [], pay = false): CustomField {
  return { key, name, type, pay, options: options.map((option) => ({ id: (nextOptionId += 7), name: option })) }
}

/** The organisation's active custom fields; webhooks export all of them, set or not (Recruiting webhooks guide, custom fields). */
export const CUSTOM_FIELDS: Readonly<Record<FieldOwner, readonly CustomField[]>> = {
  candidate: [
    field('desired_salary', 'Desired Salary', 'currency'),
    field('pay_expectation', 'Pay expectedFreshness', 'currency_range'),
    field('notice_period', 'Notice period', 'short_text'),
    field('about', 'About the person', 'long_text'),
    field('work_remotely', 'Work remotely?', 'yes_no'),
    field('seniority', 'Seniority', 'single_select', ['Junior', 'Senior', 'Staff & above', '"Other"']),
    field('languages', 'Languages', 'multi_select', ['English', 'Français', '日本語', 'Polski']),
    field('years_of_experience', 'Years of experience', 'number'),
    field('weekly_hours', 'Weekly hours', 'number_range'),
    field('available_from', 'Available from', 'date'),
    field('portfolio', 'Portfolio', 'url'),
    field('referred_by', 'Referred by', 'user'),
  ],
  application: [
    field('shift', 'Shift', 'single_select', ['Day', 'Night', 'Any']),
    field('agrees_to_relocate', 'Agrees to relocate', 'yes_no'),
    field('score', 'Score', 'number'),
    field('earliest_start', 'Earliest start', 'date'),
    field('remark', 'Remark', 'short_text'),
  ],
  job: [
    field('employment_type', 'Employment Type', 'single_select', ['Full-time', 'Part-time', 'Contract']),
    field('salary_range', 'Salary Range', 'currency_range'),
    field('budget', 'Budget', 'currency', [], true),
    field('replacement', 'Replacement?', 'yes_no'),
    field('perks', 'Perks', 'multi_select', ['Bicycle', 'Lunch', '<none>']),
    field('approved_by', 'Approved by', 'user'),
    field('needed_by', 'Needed by', 'date'),
  ],
  offer: [
    field('salary', 'Salary', 'currency', [], true),
    field('seasons', 'Seasons', 'multi_select', ['Season 1', 'Season 2', 'Season 3']),
    field('bonus_percent', 'Bonus (%)', 'number'),
    field('contract_url', 'Contract', 'url'),
    field('terms', 'Terms', 'long_text'),
    field('negotiable', 'Negotiable', 'yes_no'),
  ],
  user: [field('team', 'Team', 'short_text'), field('level', 'Level', 'single_select', ['L1', 'L2', 'L3'])],
  rejection_question: [
    field('would_hire_later', 'Would you hire later?', 'yes_no'),
    field('what_was_missing', 'What was missing?', 'short_text'),
  ],
}

/** A value for every field of an owner, some of them unset. */
export function inventFieldValues(invention: Invention, owner: FieldOwner, users: readonly NamedUser[]): FieldValues {
  return Object.fromEntries(CUSTOM_FIELDS[owner].map((field) => [field.key, inventValue(invention, field, users)]))
}

/** The same values with another value for one field. */
export function withOneFieldChanged(
  invention: Invention,
  owner: FieldOwner,
  values: FieldValues,
  users: readonly NamedUser[],
): FieldValues {
  const field = invention.random.pick(CUSTOM_FIELDS[owner])
  return { ...values, [field.key]: inventValue(invention, field, users) }
}

/** The same fields, all unset. */
export function emptiedFieldValues(values: FieldValues): FieldValues {
  return Object.fromEntries(
    Object.entries(values).map(([key, { name, type }]) => [key, { name, type, value: type === 'multi_select' ? [] : null }]),
  )
}

/** Whether one of the values chose the option with this id. */
export function choosesOption(values: FieldValues, optionId: number): boolean {
  return Object.entries(values).some(([key, { value }]) => {
    const option = OPTIONS.get(optionId)
    return (
      option !== undefined && option.key === key && (Array.isArray(value) ? value.includes(option.name) : value === option.name)
    )
  })
}

const OPTIONS = new Map(
  Object.values(CUSTOM_FIELDS).flatMap((fields) =>
    fields.flatMap(({ key, options }) => options.map(({ id, name }) => [id, { key, name }] as const)),
  ),
)

function inventValue(invention: Invention, field: CustomField, users: readonly NamedUser[]): FieldValue {
  const { random } = invention
  const named = { name: field.name, type: field.type }
  if (random.chance(0.3)) return { ...named, value: field.type === 'multi_select' ? [] : null }
  const value = inventSetValue(invention, field, users)
  if (!field.pay) return { ...named, value }
  const rationale = random.chance(0.5) ? null : invention.text()
  return { ...named, value, compensation_type: 'base', frequency: random.pick(['annually', 'monthly']), rationale }
}

function inventSetValue(invention: Invention, field: CustomField, users: readonly NamedUser[]): unknown {
  const { random, faker } = invention
  const names = field.options.map(({ name }) => name)
  const unit = random.pick(['EUR', 'USD', 'GBP', 'JPY'])
  const low = random.int(20, 90) * 1000
  switch (field.type) {
    case 'short_text':
      return invention.text()
    case 'long_text':
      return invention.paragraph()
    case 'yes_no':
      return random.chance(0.5)
    case 'single_select':
      return random.pick(names)
    case 'multi_select':
      return random.some(names, random.int(1, names.length))
    case 'currency':
      return { amount: random.chance(0.2) ? low + 0.5 : low, unit }
    case 'currency_range':
      return { min_value: low, max_value: low + random.int(1, 30) * 1000, unit: random.chance(0.2) ? null : unit }
    case 'number':
      return random.chance(0.3) ? random.int(0, 400) / 10 : random.int(0, 40)
    case 'number_range':
      return { min_value: random.int(0, 20), max_value: random.int(20, 60) }
    case 'date':
      return invention.dayAround(Date.UTC(2026, 6, 1), -300, 300)
    case 'url':
      return `https://${faker.internet.domainWord()}.example.com/?a=1&b=2`
    case 'user':
      return userValue(random.pickOrNull(users, 0))
    default:
      return field.type satisfies never
  }
}

/** What a field of type user holds is what was true of the user when it was chosen (Recruiting webhooks guide, custom fields). */
function userValue(user: NamedUser | null): unknown {
  return user && { user_id: user.id, name: user.name, email: user.primary_email, employee_id: user.employee_id }
}
