import { readFileSync } from 'node:fs'

/** What was given for a secret. `file`: where it stands, so it can be read again. */
export interface GivenSecret {
  readonly value?: string
  readonly file?: string
  readonly wrong?: string
}

/**
 * Looks up a secret: in its variable, or in the file that `<variable>_FILE` names, less one line break at its end. Empty variables count as not set.
 * What is wrong is said without its value.
 */
export function lookUpSecret(variable: string, env: NodeJS.ProcessEnv): GivenSecret {
  const [value, file] = [env[variable]?.trim() ?? '', env[`${variable}_FILE`]?.trim() ?? '']
  if (value !== '' && file !== '')
    return { wrong: `${variable} and ${variable}_FILE are both set: which of them counts? Leave one out` }
  if (value !== '') return { value }
  if (file === '') return {}
  try {
    const read = readSecretFile(file)
    return read === '' ? { wrong: `${variable} is empty in the file that ${variable}_FILE names` } : { value: read, file }
  } catch (error) {
    return { wrong: `${variable} cannot be read from the file that ${variable}_FILE names: ${whyUnread(error)}` }
  }
}

/** A secret's file as text, less one line break at its end, which editors and `echo` add. Throws where it cannot be read. */
export function readSecretFile(file: string): string {
  return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
}

const SECRETS = new WeakMap<object, Set<string | symbol>>()

/** Marks a property of a configuration as a secret, which may come from a file. */
export function Secret(): PropertyDecorator {
  return (target, property) => {
    const marked = SECRETS.get(target) ?? new Set()
    SECRETS.set(target, marked.add(property))
  }
}

/** Is the property marked as a secret, in the class or one that it extends? */
export function isSecret(of: new () => object, property: string): boolean {
  for (
    let target: unknown = of.prototype;
    typeof target === 'object' && target !== null;
    target = Object.getPrototypeOf(target)
  ) {
    if (SECRETS.get(target)?.has(property)) return true
  }
  return false
}

/** Why a file could not be read: the system's code, where there is one. */
export function whyUnread(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
}
