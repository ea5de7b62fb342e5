import { readFileSync } from 'node:fs'

const ARRAY = /^\s*\[\s*(?:"|\])/

/**
 * Reads WEBHOOK_SECRETS: one secret or several, separated by commas, blanks around them taken away; or a JSON array of texts, each of which is taken
 * as it is. Undefined where it begins like such an array and is none.
 */
export function readSecrets(text: string): readonly string[] | undefined {
  if (ARRAY.test(text)) return secretsOfJson(text)
  return text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
}

/** Reads WEBHOOK_SECRETS_FILE: a secret on each line, commas, quotes and blanks being part of it; or a JSON array. Throws where there is no such file. */
export function readSecretsFile(path: string): readonly string[] | undefined {
  const text = readFileSync(path, 'utf8')
  return ARRAY.test(text) ? secretsOfJson(text) : text.split(/\r?\n/).filter((line) => line !== '')
}

function secretsOfJson(text: string): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    const isSecrets = Array.isArray(parsed) && parsed.every((each): each is string => typeof each === 'string' && each !== '')
    return isSecrets ? parsed : undefined
  } catch {
    return undefined
  }
}
