import { makeWebhookSecret, onlyConnection, retireWebhookSecret, type SecretPorts } from '@trellis/operations'
import { WebhookSecrets, type Pool } from '@trellis/runtime'
import type { Command } from 'commander'
import { givenMasterKeys } from '../connections/given-master-keys.js'
import { withPorts } from '../with-ports.js'

interface Options {
  readonly connection?: string
  readonly json?: boolean
}

const CHANGED_MEANWHILE = 'It was changed meanwhile: look at it again, and repeat this'

/** `trellis webhooks make-secret` and `retire-secret`: what webhooks are signed with. */
export function addSecretCommands(webhooks: Command): void {
  webhooks
    .command('make-secret')
    .description(
      'Makes the secret that webhooks are signed with, and prints it once. Where there is one, both are taken until the old one is retired.',
    )
    .option('--connection <id>', 'which connection; needed where there are several')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- webhooks make-secret --connection acme\n\nThe services take it up within seconds. Paste it into each webhook in Greenhouse.',
    )
    .action(async ({ connection, json }: Options) =>
      withPorts(async ({ pool }) => {
        const id = await onlyConnection(pool, connection)
        const made = await makeWebhookSecret(await secretPorts(pool), id)
        if (made === 'rotation under way')
          throw new Error('Two secrets are taken already: retire the old one first (`webhooks retire-secret`)')
        if (made === 'changed meanwhile') throw new Error(CHANGED_MEANWHILE)
        const both = made.active > 1 ? 'The old one is taken, too, until `webhooks retire-secret`' : 'It is the only one'
        console.log(json ? JSON.stringify({ connection: id, ...made }, undefined, 2) : `${made.secret}\n${both}`)
      }),
    )

  webhooks
    .command('retire-secret')
    .description('Ends a rotation: what is signed with the old secret is refused from now on.')
    .option('--connection <id>', 'which connection; needed where there are several')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  npm run trellis -- webhooks retire-secret --connection acme')
    .action(async ({ connection, json }: Options) =>
      withPorts(async ({ pool }) => {
        const id = await onlyConnection(pool, connection)
        const retired = await retireWebhookSecret(await secretPorts(pool), id)
        if (retired === 'no old one') throw new Error(`There is no old secret: webhooks of ${id} are taken by one alone`)
        if (retired === 'changed meanwhile') throw new Error(CHANGED_MEANWHILE)
        console.log(
          json ? JSON.stringify({ connection: id, retired: true }) : `Webhooks of ${id} are taken by the newest secret alone`,
        )
      }),
    )
}

async function secretPorts(pool: Pool): Promise<SecretPorts> {
  const keys = await givenMasterKeys(process.env)
  if (!keys) throw new Error('No master key is known here: set TRELLIS_MASTER_KEYS')
  return { pool, secrets: new WebhookSecrets(pool, keys) }
}
