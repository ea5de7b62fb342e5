import type { JsonRecord } from '../collections/collection.js'
import type { FieldValue, FieldValues } from '../company/custom-fields.js'

/** Custom fields as a webhook carries them: yes_no is called boolean, ranges are text, an unset date is "" (Recruiting webhooks guide, custom fields). */
export function customFieldsInWebhook(values: FieldValues): JsonRecord {
  return Object.fromEntries(
    Object.entries(values).map(([key, field]) => [
      key,
      { ...field, type: field.type === 'yes_no' ? 'boolean' : field.type, value: valueInWebhook(field) },
    ]),
  )
}

function valueInWebhook({ type, value }: FieldValue): unknown {
  if (type === 'date') return value ?? ''
  if (type !== 'currency_range' || value === null) return value
  const { min_value, max_value, unit } = value as { min_value: number; max_value: number; unit: string | null }
  return { unit, min_value: min_value.toFixed(1), max_value: max_value.toFixed(1) }
}
