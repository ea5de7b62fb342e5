import { createPool, isMissingTable } from '@trellis/runtime'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { databaseAddress } from '../addresses.js'
import { applyRoles, migrate, plannedChanges } from './change-roles.js'
import { AUTHENTICATIONS, kafkaUsers, type Authentication } from './kafka-users.js'

/** `trellis migrate`, `roles` and `acls`: the shape of `ops`, and who may do what. */
export function addAccess(program: Command): void {
  program
    .command('migrate')
    .description(
      'Brings ops to the shape of this release: before its services are rolled out, as the owner of ops. Does nothing where that is done.',
    )
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://trellis_owner:…@host/trellis npm run trellis -- migrate')
    .action(async ({ json }: { json?: boolean }) => {
      const { made, newer, granted } = await migrate(await databaseAddress())
      const lines = [
        made.length > 0 ? `Made: ${made.join(', ')}` : 'Nothing to migrate',
        ...(newer.length > 0 ? [`A newer release has made: ${newer.join(', ')}`] : []),
        ...(granted.length > 0 ? [`${granted.length} rights changed`] : []),
      ]
      console.log(json ? JSON.stringify({ made, newer, granted }, undefined, 2) : lines.join('\n'))
    })

  program
    .command('roles')
    .description(
      'The SQL that is missing between the database and a role for each service and kind of reader, with no more rights than it needs.',
    )
    .option('--apply', 'run it, all or nothing, as a superuser; migrates ops first where that was not done')
    .option('--prefix <text>', 'what the names of roles begin with: trellis_, if not given, or as they are', namePart)
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run trellis -- roles > roles.sql\n  npm run trellis -- roles --apply\n\nPasswords are yours to set: psql’s \\password trellis_writer.',
    )
    .action(async ({ apply, prefix, json }: RolesOptions) => {
      const databaseUrl = await databaseAddress()
      const statements = apply ? await applyRoles(databaseUrl, prefix) : await planned(databaseUrl, prefix)
      console.log(
        json ? JSON.stringify({ statements, applied: apply === true }, undefined, 2) : asScript(statements, apply === true),
      )
    })

  program
    .command('acls')
    .description('What each service may do on Kafka, as KafkaUsers for Strimzi.')
    .addOption(new Option('--topic-prefix <text>', 'before every topic’s and group’s name').env('KAFKA_TOPIC_PREFIX').default(''))
    .addOption(new Option('--authentication <kind>', 'how users show who they are').choices(AUTHENTICATIONS).default('tls'))
    .addHelpText('after', '\nExample:\n  npm run trellis -- acls --authentication scram-sha-512 > kafka-users.yaml')
    .action(({ topicPrefix, authentication }: { topicPrefix: string; authentication: Authentication }) => {
      process.stdout.write(kafkaUsers({ prefix: topicPrefix, authentication }))
    })
}

interface RolesOptions {
  readonly apply?: boolean
  readonly prefix?: string
  readonly json?: boolean
}

async function planned(databaseUrl: string, prefix: string | undefined): Promise<readonly string[]> {
  const pool = createPool(databaseUrl, { max: 1, applicationName: 'trellis roles' })
  try {
    return await plannedChanges(pool, prefix)
  } catch (error) {
    if (isMissingTable(error))
      throw new Error(
        'ops is not of this release’s shape yet: run `trellis migrate`, or `trellis roles --apply`, which does so first',
        {
          cause: error,
        },
      )
    throw error
  } finally {
    await pool.end()
  }
}

function asScript(statements: readonly string[], isApplied: boolean): string {
  if (statements.length === 0) return '-- Nothing is missing'
  const script = statements.map((statement) => `${statement};`).join('\n')
  return isApplied ? `${script}\n-- Done: ${statements.length} statements` : `begin;\n${script}\ncommit;`
}

function namePart(text: string): string {
  if (!/^[a-z_][a-z0-9_]{0,30}$/.test(text)) throw new InvalidArgumentError('Small letters, digits and underscores, 31 at most.')
  return text
}
