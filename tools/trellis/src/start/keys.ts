import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secrets of this machine's own installation. */
export interface Keys {
  /** TRELLIS_MASTER_KEY: 32 bytes in base64. */
  readonly masterKey: string
  readonly clientId: string
  readonly clientSecret: string
  readonly webhookSecret: string
  /** CONSOLE_SESSION_SECRET: 32 bytes in base64. */
  readonly sessionSecret: string
}

/** Made at random at the first start and kept, readable by their owner alone, beside the data that they open. */
export async function keysIn(dir: string): Promise<Keys> {
  const kept: Partial<Keys> = (await keptKeys(dir)) ?? {}
  const secret = (): string => randomBytes(24).toString('hex')
  const keys = {
    masterKey: randomBytes(32).toString('base64'),
    clientId: secret(),
    clientSecret: secret(),
    webhookSecret: secret(),
    sessionSecret: randomBytes(32).toString('base64'),
    ...kept,
  }
  await mkdir(dir, { recursive: true })
  // Those of an earlier release lack some.
  if (Object.keys(kept).length < Object.keys(keys).length) await replaceFile(fileIn(dir), JSON.stringify(keys, undefined, 2))
  return keys
}

/** Those that were made; undefined before the first start. */
export async function keptKeys(dir: string): Promise<Keys | undefined> {
  return existsSync(fileIn(dir)) ? (JSON.parse(await readFile(fileIn(dir), 'utf8')) as Keys) : undefined
}

/** Whole or not at all: these keys open what is kept. */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

function fileIn(dir: string): string {
  return join(dir, 'keys.json')
}
