import { isObject, type JsonObject } from '@trellis/pipeline'
import { ASYNCAPI_FILE, type Contracts, type Published } from './contract.js'
import { canonical } from './schema-incompatibilities.js'

/**
 * The contracts with their versions, each its own: the newest published one where it says the same, the next minor one where it says more,
 * 1.0.0 where none was published. Only compatible changes are possible (see `incompatibilities`), so the first number stays.
 */
export function versioned(contracts: Contracts, published: Published): Contracts {
  const numbered = Object.entries(contracts).map(([file, contract]) => {
    const [version, newest] = newestOf(published.get(file) ?? new Map())
    const isSame = newest !== undefined && canonical(withVersion(file, newest, '')) === canonical(withVersion(file, contract, ''))
    return [file, withVersion(file, contract, isSame ? version : next(version))] as const
  })
  return Object.fromEntries(numbered)
}

/** The version that a contract carries. */
export function versionOf(file: string, contract: JsonObject): string {
  const { version } = file === ASYNCAPI_FILE && isObject(contract['info']) ? contract['info'] : contract
  return typeof version === 'string' ? version : ''
}

function withVersion(file: string, contract: JsonObject, version: string): JsonObject {
  if (file !== ASYNCAPI_FILE) return { ...contract, version }
  return { ...contract, info: { ...(isObject(contract['info']) && contract['info']), version } }
}

function newestOf(versions: ReadonlyMap<string, JsonObject>): readonly [string, JsonObject | undefined] {
  const sorted = [...versions].toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
  return sorted.at(-1) ?? ['', undefined]
}

function next(version: string): string {
  const [major = '1', minor = '-1'] = version === '' ? [] : version.split('.')
  return `${major}.${Number(minor) + 1}.0`
}
