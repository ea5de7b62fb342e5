import { propertiesOf, variableOf } from './read-config.js'
import { isSecret } from './secret.js'

/** A variable of a service's configuration as it may be shown. */
export interface ShownSetting {
  readonly variable: string
  /** Null where it is not set, and for secrets. */
  readonly value: string | null
  /** Of a secret, whether it is set; null for others. */
  readonly isSet: boolean | null
}

/** Names of what is secret even where its class does not say so, as lists of secrets that are read from files. */
const SECRET_NAME = /secret|password|passphrase|token$|masterKey|privateKey/i

/** A configuration without its secrets, in the order of the names of its variables. */
export function shownSettings(config: object): readonly ShownSetting[] {
  const of = config.constructor as new () => object
  return propertiesOf(of)
    .map((property): ShownSetting => {
      const value: unknown = Reflect.get(config, property)
      const text = asText(value)
      const variable = variableOf(property)
      const hides = isSecret(of, property) || SECRET_NAME.test(property)
      return hides ? { variable, value: null, isSet: text !== null } : { variable, value: text, isSet: null }
    })
    .toSorted((a, b) => (a.variable < b.variable ? -1 : 1))
}

function asText(value: unknown): string | null {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((each) => asText(each) ?? '').join(', ')
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? withoutLogins(value) : null
}

/** A text whose URLs name no user and no password, and whose parameters, which may be keys, are left out. */
function withoutLogins(text: string): string {
  if (!text.includes('://')) return text
  return text.replaceAll(/(?<=:\/\/)[^/?#\s]*@/g, '').replaceAll(/\?[^#\s]+/g, '?…')
}
