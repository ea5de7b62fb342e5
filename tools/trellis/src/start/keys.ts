import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secrets of this machine's own installation. */
export interface Keys {
  /** TRELLIS_MASTER_KEY: 32 bytes in base64. */
  readonly masterKey: string
  readonly clientId: string
  readonly clientSecret: string
  readonly webhookSecret: string
}

/** Made at random at the first start and kept, readable by their owner alone, beside the data that they open. */
export async function keysIn(dir: string): Promise<Keys> {
  const kept = await keptKeys(dir)
  if (kept) return kept
  const secret = (): string => randomBytes(24).toString('hex')
  const keys = {
    masterKey: randomBytes(32).toString('base64'),
    clientId: secret(),
    clientSecret: secret(),
    webhookSecret: secret(),
  }
  await mkdir(dir, { recursive: true })
  await writeFile(fileIn(dir), JSON.stringify(keys, undefined, 2), { mode: 0o600, flag: 'wx' })
  return keys
}

/** Those that were made; undefined before the first start. */
export async function keptKeys(dir: string): Promise<Keys | undefined> {
  return existsSync(fileIn(dir)) ? (JSON.parse(await readFile(fileIn(dir), 'utf8')) as Keys) : undefined
}

function fileIn(dir: string): string {
  return join(dir, 'keys.json')
}
