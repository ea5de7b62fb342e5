import { randomBytes } from 'node:crypto'
import { masterKeysOf, type MasterKeys } from '../secrets/master-keys.js'

/** A local key of the spec's own. */
export function randomMasterKeys(): MasterKeys {
  return masterKeysOf({ masterKey: randomBytes(32).toString('base64') })
}
