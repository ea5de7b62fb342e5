import { createPool, makeFirstAdminToken, transact } from '@trellis/runtime'
import type { Command } from 'commander'
import { databaseAddress } from '../addresses.js'

/** `trellis accounts`: who may sign in at the console. */
export function addAccounts(program: Command): void {
  const accounts = program.command('accounts').description('Who may sign in at the console.')

  accounts
    .command('first-admin')
    .description('A token that makes an admin of the console, once. The one that was made before ends.')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- accounts first-admin\n\nIt is shown here and kept as a hash. Where no admin can sign in any more, it makes another one: open /first-admin of the console.',
    )
    .action(async ({ json }: { json?: boolean }) => {
      const pool = createPool(await databaseAddress(), { max: 1, applicationName: 'trellis' })
      try {
        const token = await transact(pool, makeFirstAdminToken)
        console.log(json ? JSON.stringify({ token }) : `Make an admin at the console with this token, which works once: ${token}`)
      } finally {
        await pool.end()
      }
    })
}
