import { type CustomField as CustomFieldRow, customFields } from '../collections/custom-fields.js'
import { customFieldDepartments } from '../collections/custom-field-departments.js'
import { customFieldOffices } from '../collections/custom-field-offices.js'
import { customFieldOptions } from '../collections/custom-field-options.js'
import { payInputs } from '../collections/pay-inputs.js'
import type { Company } from './company.js'
import { CUSTOM_FIELDS, type CustomField, type FieldOption } from './custom-fields.js'
import type { Invention } from './invention.js'
import { EDUCATION } from './setup.js'

const TYPES = {
  candidate: 'candidate',
  application: 'application',
  job: 'job',
  offer: 'offer',
  user: 'user_attribute',
  rejection_question: 'rejection_question',
} as const

/** The organisation's custom fields as a resource: those that values are of, and the lists of schools, degrees, disciplines. */
export function seedFields(company: Company, invention: Invention, at: number): void {
  const { random } = invention
  for (const [owner, field_type] of Object.entries(TYPES)) {
    for (const [sort_order, field] of CUSTOM_FIELDS[owner as keyof typeof TYPES].entries()) {
      const row = company.add(customFields, random, at, { ...plain(invention, field), field_type, sort_order })
      for (const [order, option] of field.options.entries()) addOption(company, invention, row, option, order, at)
      if (field.type === 'currency_range' && owner === 'job') addPayInput(company, invention, row, at)
      if (random.chance(0.2)) limit(company, invention, row, at)
    }
  }
  for (const [sort_order, key] of (['school_name', 'degree', 'discipline'] as const).entries()) {
    const field = { key, name: key.replace('_', ' '), type: 'single_select', options: [], pay: false } as const
    const given = { field_type: 'candidate', sort_order: 100 + sort_order, internal_type: key } as const
    const row = company.add(customFields, random, at, { ...plain(invention, field), ...given })
    for (const [order, name] of EDUCATION[key].entries()) addOption(company, invention, row, { name }, order, at)
  }
}

type Plain = Omit<CustomFieldRow, 'id' | 'created_at' | 'updated_at' | 'field_type' | 'sort_order'>

function plain({ random }: Invention, { key, name, type, pay }: CustomField): Plain {
  return {
    name,
    value_type: type,
    private: random.chance(0.2),
    required: random.chance(0.2),
    require_approval: pay,
    trigger_new_version: pay,
    active: random.chance(0.1) ? null : true,
    updated_by_id: null,
    internal_type: key === 'employment_type' ? 'employment_type' : null,
    expose_in_job_board_api: random.chance(0.2),
    placeholder: random.chance(0.8) ? null : 'e.g. <n/a>',
    name_key: key,
    description: random.chance(0.6) ? null : `What to put into "${name}"`,
    application_type: random.pick(['all_applications', 'candidate_applications', null]),
    api_only: random.pick([true, false, null]),
    use_for_job_approvals: random.pick([false, null]),
    use_for_offer_approvals: random.pick([false, null]),
    template_token_string: random.chance(0.5) ? null : `{{${key.toUpperCase()}}}`,
    default_value: type === 'yes_no' && random.chance(0.5) ? false : null,
  }
}

/** Options that values choose have the ids those know. */
function addOption(
  company: Company,
  { random }: Invention,
  field: CustomFieldRow,
  { id, name }: Pick<FieldOption, 'name'> & Partial<FieldOption>,
  sort_order: number,
  at: number,
): void {
  company.add(customFieldOptions, random, at, {
    ...(id === undefined ? {} : { id }),
    custom_field_id: field.id,
    name,
    external_id: random.chance(0.5) ? null : `opt-${sort_order}`,
    sort_order,
    active: true,
    hidden: { custom_field_key: field.name_key },
  })
}

function addPayInput(company: Company, { random }: Invention, field: CustomFieldRow, at: number): void {
  for (const [priority, title] of ['Base pay', 'Bonus & equity'].entries()) {
    const blurb = 'The range for this role, <before tax>.'
    company.add(payInputs, random, at, { title, blurb, priority, linked_custom_field_id: field.id, locked: priority === 0 })
  }
}

/** Some fields are asked in some departments and offices only. */
function limit(company: Company, { random }: Invention, field: CustomFieldRow, at: number): void {
  for (const { id } of random.some([...company.departments.rows()].slice(0, 5), 2)) {
    company.add(customFieldDepartments, random, at, { custom_field_id: field.id, department_id: id })
  }
  const office = company.offices.any(random)
  if (office !== undefined) company.add(customFieldOffices, random, at, { custom_field_id: field.id, office_id: office.id })
}
