import { Transform } from 'class-transformer'
import { IsArray, Matches, Validate, ValidateIf, ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator'
import { isMasterKeyEntry, masterKeyEntries, masterKeyEntriesIn, masterKeysOf, type MasterKeys } from '../secrets/master-keys.js'
import { Example } from './read-config.js'
import { Secret } from './secret.js'
import { KafkaPostgresConfig } from './shared-config.js'

@ValidatorConstraint()
class IsMasterKeyEntry implements ValidatorConstraintInterface {
  validate(entry: unknown): boolean {
    return isMasterKeyEntry(entry)
  }

  defaultMessage(): string {
    return '$property must hold entries <id>:<32 bytes in base64>, or ARNs of keys of AWS KMS'
  }
}

/** A service that opens the secrets of connections. */
export class MasterKeyConfig extends KafkaPostgresConfig {
  /** Opens what it sealed; seals where there is no list. */
  @Secret()
  @ValidateIf((config: MasterKeyConfig) => config.trellisMasterKey !== '' || listed(config).length === 0)
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: '$property must be 32 bytes in base64' })
  @Example('$(openssl rand -base64 32)')
  trellisMasterKey: string = ''

  /** The first seals, every one opens. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? masterKeyEntries(value) : value))
  @Validate(IsMasterKeyEntry, { each: true })
  @Example('2026-11:$(openssl rand -base64 32)')
  trellisMasterKeys: readonly string[] = []

  /** A file with more of them, each on a line of its own. They come after those of the variable. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? entriesIn(value) : value))
  @IsArray({ message: '$property must name a file that can be read' })
  @Validate(IsMasterKeyEntry, { each: true })
  @Example('/run/secrets/master-keys')
  trellisMasterKeysFile: readonly string[] = []
}

/** The master keys of a configuration. Throws a Fault where an id is there twice. */
export function masterKeysIn(config: MasterKeyConfig): MasterKeys {
  return masterKeysOf({ masterKey: config.trellisMasterKey, masterKeys: listed(config) })
}

function listed({ trellisMasterKeys, trellisMasterKeysFile }: MasterKeyConfig): readonly string[] {
  return [...trellisMasterKeys, ...trellisMasterKeysFile]
}

/** What no file holds is left as it is, for the rule to say so. */
function entriesIn(path: string): readonly string[] | string {
  try {
    return masterKeyEntriesIn(path)
  } catch {
    return path
  }
}
