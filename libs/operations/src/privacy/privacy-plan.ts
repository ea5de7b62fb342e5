import { resources, withheldParts } from '@trellis/greenhouse'
import { PRIVACY_SWITCHES, readLeaveOut, withheldBy, type PrivacySwitch } from '@trellis/pipeline'
import {
  generations,
  generationStateOf,
  heldCells,
  leaveOutOf,
  requestSweep,
  setLeaveOut,
  withheldCounts,
  type HeldCells,
  type KeptWithheldCount,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** What a generation's tables hold that may not be kept, as the switches are or would be. */
export interface HeldByGeneration {
  readonly generation: number
  readonly isCurrent: boolean
  readonly held: readonly HeldCells[]
}

/** Which privacy switches of a connection are off (rule P1), and how far that is so. */
export interface PrivacyState {
  readonly connection: string
  readonly leaveOut: readonly string[]
  readonly collections: readonly string[]
  /** `resource.column`, of collections that are asked for. */
  readonly columns: readonly string[]
  /** How much normalizers have left out. */
  readonly withheld: readonly KeptWithheldCount[]
  /** What tables still hold: it goes with a rebuild, and with the older generations (rule P2). */
  readonly held: readonly HeldByGeneration[]
}

/** What changing the switches means, before it is done. */
export interface PrivacyPlan {
  readonly connection: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly turnsOff: readonly string[]
  readonly turnsOn: readonly string[]
  /** What the switches that are turned off find in the tables. */
  readonly held: readonly HeldByGeneration[]
  /** Resources whose tables a rebuild makes again: without what is left out by then, with what raw holds of the rest. */
  readonly rebuild: readonly string[]
  /** Collections that were not asked for, and are listed whole again. */
  readonly backfill: readonly string[]
}

/** The words of `--leave-out`. Throws a Refusal where one is no switch. */
export function leaveOutGiven(text: string): readonly PrivacySwitch[] {
  const leaveOut = readLeaveOut(text)
  if (leaveOut) return leaveOut
  throw new Refusal(
    'invalid',
    `'${text}' is not what can be left out: ${PRIVACY_SWITCHES.join(', ')}, both with a comma, or none`,
  )
}

/** How it is now. Looks through the tables of every generation where something is left out. Throws a Refusal where there is no such connection in use. */
export async function privacyState(db: Pool | PoolClient, connection: string): Promise<PrivacyState> {
  const leaveOut = await requireLeaveOut(db, connection)
  const { collections, columns } = withheldParts(withheldBy(leaveOut))
  return {
    connection,
    leaveOut,
    collections: collections.map(({ name }) => name),
    columns: columns.flatMap(({ of, names }) => names.map((name) => `${of.name}.${name}`)),
    withheld: await withheldCounts(db, connection),
    held: await heldOf(db, connection, leaveOut),
  }
}

/** What a change would mean; nothing is changed. Throws a Refusal where there is no such connection in use. */
export async function planPrivacy(db: Pool | PoolClient, connection: string, to: readonly PrivacySwitch[]): Promise<PrivacyPlan> {
  const from = await requireLeaveOut(db, connection)
  const [turnsOff, turnsOn] = [to.filter((each) => !from.includes(each)), from.filter((each) => !to.some((one) => one === each))]
  const [off, on] = [withheldParts(withheldBy(turnsOff)), withheldParts(withheldBy(turnsOn))]
  const named = ({ collections, columns }: typeof off): readonly string[] =>
    [...collections, ...columns.map(({ of }) => of)].map(({ name }) => name)
  return {
    ...{ connection, from, to, turnsOff, turnsOn },
    held: await heldOf(db, connection, turnsOff),
    rebuild: [...new Set([...named(off), ...named(on)])],
    backfill: on.collections.map(({ name }) => name),
  }
}

/**
 * Sets the switches, and asks for the collections that are turned on to be listed whole; services take it up within seconds. A rebuild is ordered by itself. To be
 * called in the transaction that notes the act. Throws a Refusal where there is no such connection in use.
 */
export async function changePrivacy(client: PoolClient, connection: string, to: readonly PrivacySwitch[]): Promise<PrivacyPlan> {
  const plan = await planPrivacy(client, connection, to)
  await setLeaveOut(client, connection, to)
  if (plan.backfill.length > 0) await requestSweep(client, connection, plan.backfill)
  return plan
}

async function requireLeaveOut(db: Pool | PoolClient, connection: string): Promise<readonly string[]> {
  const leaveOut = await leaveOutOf(db, connection)
  if (!leaveOut) throw new Refusal('not found', `There is no connection '${connection}' in use`)
  return leaveOut
}

async function heldOf(
  db: Pool | PoolClient,
  connection: string,
  leaveOut: readonly string[],
): Promise<readonly HeldByGeneration[]> {
  const withheld = withheldBy(leaveOut)
  const found: HeldByGeneration[] = []
  for (const generation of withheld.size === 0 ? [] : await generations(db)) {
    const held = await heldCells(db, generation.schema, connection, withheld, resources)
    const isCurrent = generationStateOf(generation) === 'current'
    if (held.length > 0) found.push({ generation: generation.number, isCurrent, held })
  }
  return found
}
