import { readFileSync } from 'node:fs'
import { Fault } from '../fault.js'
import { AwsKmsKey, KMS_KEY_ARN } from './aws-kms-key.js'
import { LocalKey, parseLocalKey } from './local-key.js'
import type { MasterKey } from './master-key.js'

/** The master keys of a process: the first seals, every one opens. */
export type MasterKeys = readonly [MasterKey, ...MasterKey[]]

/** Where they are given. */
interface GivenMasterKeys {
  /** TRELLIS_MASTER_KEY: a local key without a name. */
  readonly masterKey?: string | undefined
  /** TRELLIS_MASTER_KEYS: `<id>:<32 bytes in base64>`, or the ARN of a key of AWS KMS. They come before it. */
  readonly masterKeys?: readonly string[] | undefined
}

/** A key in the list: an id of our own with a local key, or an ARN. */
const NAMED_KEY = /^([A-Za-z0-9._-]{1,64}):([A-Za-z0-9+/]+=*)$/

/** Reads them. Throws a Fault that names what is wrong, and never shows a key. */
export function masterKeysOf({ masterKey = '', masterKeys = [] }: GivenMasterKeys): MasterKeys {
  const listed = masterKeys.map((entry, index) => keyOf(entry) ?? never(`entry ${index + 1} of TRELLIS_MASTER_KEYS is ${ENTRY}`))
  const nameless =
    masterKey === '' ? [] : [new LocalKey(parseLocalKey(masterKey) ?? never(`TRELLIS_MASTER_KEY must be ${BYTES}`))]
  const [first, ...others] = [...listed, ...nameless]
  if (first === undefined) return never('TRELLIS_MASTER_KEYS or TRELLIS_MASTER_KEY is needed')
  const ids = listed.map(({ names: [id] }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) < index)
  if (twice !== undefined) never(`TRELLIS_MASTER_KEYS has the id ${twice} twice`)
  return [first, ...others]
}

/** The entries of a list: separated by commas, or each on a line of its own. */
export function masterKeyEntries(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '')
}

/** The same of a file (TRELLIS_MASTER_KEYS_FILE). Throws where there is no such file. */
export function masterKeyEntriesIn(path: string): readonly string[] {
  return masterKeyEntries(readFileSync(path, 'utf8'))
}

/** Whether an entry of the list is one. */
export function isMasterKeyEntry(entry: unknown): boolean {
  return typeof entry === 'string' && keyOf(entry) !== undefined
}

const BYTES = '32 bytes in base64 (make one: openssl rand -base64 32)'
const ENTRY = 'neither <id>:<32 bytes in base64> nor the ARN of a key of AWS KMS (an alias is none)'

function keyOf(entry: string): MasterKey | undefined {
  if (KMS_KEY_ARN.test(entry)) return new AwsKmsKey(entry)
  const [, id = '', text = ''] = NAMED_KEY.exec(entry) ?? []
  const key = parseLocalKey(text)
  return key && new LocalKey(key, id)
}

function never(what: string): never {
  throw new Fault(what, { retryable: false })
}
