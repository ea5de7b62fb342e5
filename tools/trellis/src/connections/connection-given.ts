import { readLeaveOut } from '@trellis/pipeline'
import { readSecrets, readSecretsFile, type ConnectionToRegister } from '@trellis/runtime'

/** The connection that the environment describes, by the variables that ingress and poller read. Throws an Error that names what is missing. */
export function connectionGiven(env: NodeJS.ProcessEnv): ConnectionToRegister {
  const { GREENHOUSE_CONNECTION: id, HARVEST_CLIENT_ID: clientId, HARVEST_CLIENT_SECRET: clientSecret } = env
  const { HARVEST_USER_ID: userId, WEBHOOK_SECRETS: secrets, WEBHOOK_SECRETS_FILE: secretsFile } = env
  if (id === undefined || !/^[A-Za-z0-9._-]{1,64}$/.test(id))
    throw new Error('GREENHOUSE_CONNECTION must be a name of letters, digits, dots, dashes and underscores')
  if (userId !== undefined && !/^\d{1,18}$/.test(userId)) throw new Error('HARVEST_USER_ID must be the id of a user')
  if ((clientId === undefined) !== (clientSecret === undefined))
    throw new Error('HARVEST_CLIENT_ID and HARVEST_CLIENT_SECRET come together')
  const webhookSecrets = [
    ...given('WEBHOOK_SECRETS', secrets, readSecrets),
    ...given('WEBHOOK_SECRETS_FILE', secretsFile, readSecretsFile),
  ]
  const { GREENHOUSE_LEAVE_OUT: leftOut = '' } = env
  const leaveOut = leftOut === '' ? undefined : readLeaveOut(leftOut)
  if (leftOut !== '' && !leaveOut)
    throw new Error('GREENHOUSE_LEAVE_OUT must be demographics, pay, both with a comma between them, or none')
  if (clientId === undefined && webhookSecrets.length === 0)
    throw new Error('Neither HARVEST_CLIENT_ID nor WEBHOOK_SECRETS is set: there is nothing to register')
  return {
    id,
    name: id,
    ...(clientId !== undefined && { clientId }),
    ...(clientSecret !== undefined && { clientSecret }),
    ...(userId !== undefined && { harvestUserId: BigInt(userId) }),
    ...(webhookSecrets.length > 0 && { webhookSecrets }),
    ...(leaveOut && { leaveOut }),
  }
}

function given(
  name: string,
  value: string | undefined,
  read: (value: string) => readonly string[] | undefined,
): readonly string[] {
  const secrets = value === undefined ? [] : read(value)
  if (!secrets) throw new Error(`${name} begins like a JSON array and is none of texts that are not empty`)
  return secrets
}
