import { resourceNamed } from '@trellis/greenhouse'
import { isArray, isObject, type Json } from '@trellis/pipeline'
import { pluralOf } from './number-of-words.js'

/** The readers that a draft may use. */
type Reader = 'boolean' | 'customFields' | 'date' | 'ids' | 'int' | 'json' | 'number' | 'text' | 'timestamp'

/** The reader that fits every value that was seen; where only nulls were, the name has to decide. */
export function readerFor(name: string, values: readonly Json[]): Reader {
  if (/(^|_)custom_fields$/.test(name)) return 'customFields'
  const given = values.filter((value) => value !== null && value !== '')
  const isEvery = (fits: (value: Json) => boolean): boolean => given.every(fits)
  if (given.length === 0) return readerByName(name)
  if (isEvery((value) => Number.isSafeInteger(value))) return 'int'
  if (isEvery((value) => typeof value === 'number')) return 'number'
  if (isEvery((value) => typeof value === 'boolean')) return 'boolean'
  if (isEvery(isIdList) && (name.endsWith('_ids') || given.some((value) => isArray(value) && value.length > 0))) return 'ids'
  if (isEvery(isCustomFieldMap)) return 'customFields'
  const texts = given.filter((value) => typeof value === 'string')
  if (texts.length < given.length) return 'json'
  if (texts.every((value) => /^\d{4}-\d\d-\d\dT/.test(value))) return 'timestamp'
  return texts.every((value) => /^(\d{4}-\d\d-\d\d|\d\d?\/\d\d?\/\d{4})$/.test(value)) ? 'date' : 'text'
}

/** One column of the draft, as it is written into the file. */
export function draftColumn(name: string, values: readonly Json[], isListed: boolean): string {
  const sensitivity = sensitivityOf(name)
  const isSilent = values.every((value) => value === null)
  return [
    ...(isSilent ? [`    // Only null was seen: the type is a guess by its name.\n`] : []),
    `    ${/^[a-z]\w*$/i.test(name) ? name : quoted(name)}: ${readerFor(name, values)}(${quoted(name)})`,
    ...(isListed ? [] : ['.webhookOnly()']),
    ...(sensitivity === undefined ? [] : [`.sensitive('${sensitivity}')`]),
    `.describe(${quoted(aboutOf(name))}),`,
  ].join('')
}

/** The resource that a field of the name `<singular>_id` points at. */
export function resourceBehind(name: string): string | undefined {
  return name.endsWith('_id') ? resourceNamed(pluralOf(name.slice(0, -3)))?.name : undefined
}

function readerByName(name: string): Reader {
  if (name.endsWith('_ids')) return 'ids'
  if (name.endsWith('_id')) return 'int'
  if (name.endsWith('_at')) return 'timestamp'
  return /_(on|date)$/.test(name) ? 'date' : 'text'
}

function isIdList(value: Json): boolean {
  return isArray(value) && value.every((item) => Number.isSafeInteger(item))
}

function isCustomFieldMap(value: Json): boolean {
  const fields = isObject(value) ? Object.values(value) : []
  return fields.length > 0 && fields.every((field) => isObject(field) && 'name' in field && 'type' in field && 'value' in field)
}

/** A suggestion: who looks at a draft knows better. */
function sensitivityOf(name: string): string | undefined {
  if (/salary|compensation|cents|currency|(^|_)pay(_|$)/.test(name)) return 'compensation'
  if (/gender|race|veteran|disability|ethnic/.test(name)) return 'demographic'
  if (/(first|last|preferred)_name|e?mail|phone|address|photo/.test(name)) return 'personal'
  return /custom_fields$|notes?$|body|comment|answer/.test(name) ? 'private' : undefined
}

function aboutOf(name: string): string {
  if (name === 'created_at') return 'When it was made.'
  if (name === 'updated_at') return 'When Greenhouse last changed it.'
  if (/(^|_)custom_fields$/.test(name)) return 'Custom fields by key: name, type, value.'
  const words = name.replace(/_id$/, '').replaceAll('_', ' ')
  return resourceBehind(name) === undefined ? `TODO: ${words}.` : `The ${words}.`
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
