import { randomBytes } from 'node:crypto'
import { replaceWebhookSecrets, transact, type Pool, type PoolClient, type WebhookSecrets } from '@trellis/runtime'

const BYTES = 32

/** Opens and seals what webhooks are signed with. */
export type WebhookSecretKeeper = Pick<WebhookSecrets, 'read' | 'seal'>

/** With what secrets are changed. */
export interface SecretPorts {
  readonly pool: Pool
  readonly secrets: WebhookSecretKeeper
  /** What is noted in the transaction of the change; never a secret. */
  readonly note?: (client: PoolClient, said: Readonly<Record<string, boolean | number>>) => Promise<void>
}

/** A secret that was just made, and how many are taken from now on. */
export interface MadeWebhookSecret {
  readonly secret: string
  readonly active: number
}

/** Makes the secret of a connection at random. Where there is one, both are taken until the old one is retired; where there are two, none is made. */
export async function makeWebhookSecret(
  ports: SecretPorts,
  id: string,
): Promise<MadeWebhookSecret | 'rotation under way' | 'changed meanwhile'> {
  const { sealed, secrets } = await ports.secrets.read(id)
  if (secrets.length > 1) return 'rotation under way'
  const secret = randomBytes(BYTES).toString('hex')
  const now = [secret, ...secrets]
  const isKept = await keep(ports, id, sealed, now, { rotation: secrets.length > 0 })
  return isKept ? { secret, active: now.length } : 'changed meanwhile'
}

/** Takes the newest secret alone from now on. */
export async function retireWebhookSecret(
  ports: SecretPorts,
  id: string,
): Promise<'retired' | 'no old one' | 'changed meanwhile'> {
  const { sealed, secrets } = await ports.secrets.read(id)
  const [newest, ...old] = secrets
  if (newest === undefined || old.length === 0) return 'no old one'
  return (await keep(ports, id, sealed, [newest], { retired: old.length })) ? 'retired' : 'changed meanwhile'
}

async function keep(
  { pool, secrets: keeper, note }: SecretPorts,
  id: string,
  seen: Buffer | null,
  secrets: readonly string[],
  said: Readonly<Record<string, boolean | number>>,
): Promise<boolean> {
  const sealed = await keeper.seal(id, secrets)
  return transact(pool, async (client) => {
    if (!(await replaceWebhookSecrets(client, id, seen, sealed))) return false
    await note?.(client, said)
    return true
  })
}
