import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'

/** Larger files are generated, and none of them is configuration. */
const MAX_BYTES = 512 * 1024

/** Secrets of our own kinds, which no rule of others knows. */
const OWN: Readonly<Record<string, RegExp>> = {
  'an age identity': /AGE-SECRET-KEY-1[0-9A-Z]{20,}/,
  'a master key': /TRELLIS_MASTER_KEYS?\s*[=:]\s*["']?(?:[\w.-]+:)?[A-Za-z0-9+/]{43}=/,
}

/** What looks like a secret in the files that git knows: a line for each, with its place, and never the secret. */
export async function secretFaults(root: string): Promise<readonly string[]> {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    .toString()
    .split('\0')
  const faults: string[] = []
  for (const file of files) {
    const path = join(root, file)
    if (file === '' || (statSync(path, { throwIfNoEntry: false })?.size ?? MAX_BYTES) >= MAX_BYTES) continue
    faults.push(...(await secretsIn(file, readFileSync(path, 'utf8'))))
  }
  return faults
}

/** The same of one text. */
export async function secretsIn(file: string, text: string): Promise<readonly string[]> {
  const { messages } = await lintSource({
    source: { filePath: file, content: text, contentType: 'text', ext: extname(file) },
    options: {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }] },
      maskSecrets: true,
    },
  })
  const own = Object.entries(OWN).flatMap(([what, pattern]) => {
    const at = text.search(pattern)
    return at < 0 ? [] : [`${file}:${text.slice(0, at).split('\n').length}: ${what}`]
  })
  return [...messages.map(({ loc, ruleId, messageId }) => `${file}:${loc.start.line}: ${messageId} (${ruleId})`), ...own]
}
