import { dataDir } from '@trellis/local'
import { masterKeyEntries, masterKeyEntriesIn, masterKeysOf, readSecret, type MasterKeys } from '@trellis/runtime'
import { keptKeys } from '../start/keys.js'

/** The master keys of the environment, as the services read them, or the one that `npm start` made; undefined where there is none. Throws where one is none. */
export async function givenMasterKeys(env: NodeJS.ProcessEnv, dir = dataDir(env)): Promise<MasterKeys | undefined> {
  const { TRELLIS_MASTER_KEYS: list = '', TRELLIS_MASTER_KEYS_FILE: file = '' } = env
  const masterKeys = [...masterKeyEntries(list), ...(file === '' ? [] : masterKeyEntriesIn(file))]
  // What is on this machine beside a list is an older key: it opens what it sealed.
  const nameless = readSecret('TRELLIS_MASTER_KEY', env) ?? (await keptKeys(dir))?.masterKey
  return masterKeys.length === 0 && !nameless ? undefined : masterKeysOf({ masterKey: nameless, masterKeys })
}
