import { source } from '@trellis/greenhouse'
import { ident } from '@trellis/pipeline'
import {
  addGeneration,
  ALONE_WITH_GENERATION,
  Fault,
  generations,
  grantGeneration,
  isDeclaredAs,
  isMadeWithout,
  requireCurrentGeneration,
  transact,
  type GenerationRecord,
  type LeaveOutByConnection,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { declaredBy } from '../declared.js'
import { makeTables } from '../make-tables.js'
import { leaveOutNow } from '../withheld-by-connection.js'
import { dropTables } from './drop-generation.js'

/** The generation that a rebuild fills, and whether an earlier run had begun it. */
interface BegunGeneration {
  readonly generation: GenerationRecord
  readonly resumed: boolean
  /** The privacy switches that were off when it was begun, and are. */
  readonly leaveOut: LeaveOutByConnection
}

/**
 * The generation that an interrupted run left behind, where it was made with today's declarations and privacy switches, or a new one with its tables. One that was begun
 * with others is dropped. Throws a Fault before there is a current generation, and where the database does not let us make schemas.
 */
export async function beginGeneration(pool: Pool, asOfMs?: number): Promise<BegunGeneration> {
  return transact(pool, async (client) => {
    await client.query(ALONE_WITH_GENERATION)
    await requireCurrentGeneration(client)
    await checkPermission(client)
    const leaveOut = await leaveOutNow(client)
    const known = await generations(client)
    const begun = known.filter(({ isCurrent, switchedAtMs }) => !isCurrent && switchedAtMs === undefined)
    for (const generation of begun.filter((each) => each.asOfMs === asOfMs)) {
      if (await isOfToday(client, generation, leaveOut)) return { generation, resumed: true, leaveOut }
      if (generation.completeAtMs === undefined) await dropTables(client, generation)
    }
    const other = known.find((each) => each.asOfMs !== undefined && each.asOfMs !== asOfMs)
    if (asOfMs !== undefined && other)
      throw new Fault(`Generation ${other.number} is as of another instant: drop it first, \`rebuild drop ${other.number}\``, {
        retryable: false,
      })
    const number = Math.max(...known.map((each) => each.number)) + 1
    return { generation: await make(client, number, leaveOut, asOfMs), resumed: false, leaveOut }
  })
}

async function make(
  client: PoolClient,
  number: number,
  leaveOut: LeaveOutByConnection,
  asOfMs: number | undefined,
): Promise<GenerationRecord> {
  const declared = declaredBy(source.resources)
  const made = await addGeneration(client, { number, revision: source.revision, declared, leaveOut, asOfMs })
  // A schema without a record is unused.
  await client.query(`drop schema if exists ${ident(made.schema)} cascade`)
  await makeTables(client, made.schema)
  // Now, so there is less to do while writers wait for the switch.
  await grantGeneration(client, source.resources, { schema: made.schema, shown: [] })
  return made
}

async function isOfToday(
  client: PoolClient,
  { number, revision }: GenerationRecord,
  leaveOut: LeaveOutByConnection,
): Promise<boolean> {
  return (
    revision === source.revision &&
    (await isDeclaredAs(client, number, declaredBy(source.resources))) &&
    (await isMadeWithout(client, number, leaveOut))
  )
}

async function checkPermission(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ may: boolean; role: string; database: string }>(
    `select has_database_privilege(current_database(), 'CREATE') as may, current_user::text as role, current_database() as database`,
  )
  const [found] = rows
  if (found?.may === false)
    throw new Fault(`${found.role} may not make schemas: grant create on database ${found.database} to ${found.role}`, {
      retryable: false,
    })
}
