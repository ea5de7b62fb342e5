import { resources, withheldParts } from '@trellis/greenhouse'
import { PRIVACY_SWITCHES, readLeaveOut, withheldBy, type PrivacySwitch } from '@trellis/pipeline'
import {
  changeConnection,
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
import { columnsNamed } from './switch-meanings.js'

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

/** What changing the switches means. */
export interface PrivacyChange {
  readonly connection: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly turnsOff: readonly string[]
  readonly turnsOn: readonly string[]
  /** Resources whose tables a rebuild makes again: without what is left out by then, with what raw holds of the rest. */
  readonly rebuild: readonly string[]
  /** Collections that were not asked for, and are listed whole again. */
  readonly backfill: readonly string[]
}

/** The same before it is done, with what tables hold of it. */
export interface PrivacyPlan extends PrivacyChange {
  /** What the switches that are turned off find in the tables. */
  readonly held: readonly HeldByGeneration[]
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
    columns: columnsNamed(columns),
    withheld: await withheldCounts(db, connection),
    held: await heldOf(db, connection, leaveOut),
  }
}

/** What tables still hold of what is left out: looks through them all. Throws a Refusal where there is no such connection in use. */
export async function privacyHeld(db: Pool | PoolClient, connection: string): Promise<readonly HeldByGeneration[]> {
  return heldOf(db, connection, await requireLeaveOut(db, connection))
}

/** What a change would mean; nothing is changed. Throws a Refusal where there is no such connection in use. */
export async function planPrivacy(db: Pool | PoolClient, connection: string, to: readonly PrivacySwitch[]): Promise<PrivacyPlan> {
  const change = await meant(db, connection, to)
  return { ...change, held: await heldOf(db, connection, change.turnsOff) }
}

/**
 * Sets the switches, and asks for the collections that are turned on to be listed whole; services take it up within seconds. A rebuild is ordered by itself. To be
 * called in the transaction that notes the act. Throws a Refusal where there is no such connection in use.
 */
export async function changePrivacy(client: PoolClient, connection: string, to: readonly PrivacySwitch[]): Promise<PrivacyPlan> {
  const plan = await planPrivacy(client, connection, to)
  await setLeaveOut(client, connection, to)
  await orderBackfill(client, plan)
  return plan
}

/** The same for a person who has seen a version of the connection: undefined, and nothing is changed, where it is another one by now. */
export async function changeSeenPrivacy(
  client: PoolClient,
  connection: string,
  to: readonly PrivacySwitch[],
  seen: { readonly version: number; readonly by: string },
): Promise<PrivacyChange | undefined> {
  const change = await meant(client, connection, to)
  if (!(await changeConnection(client, { id: connection, ...seen, leaveOut: to }))) return undefined
  await orderBackfill(client, change)
  return change
}

async function meant(db: Pool | PoolClient, connection: string, to: readonly PrivacySwitch[]): Promise<PrivacyChange> {
  const from = await requireLeaveOut(db, connection)
  const [turnsOff, turnsOn] = [to.filter((each) => !from.includes(each)), from.filter((each) => !to.some((one) => one === each))]
  const [off, on] = [withheldParts(withheldBy(turnsOff)), withheldParts(withheldBy(turnsOn))]
  const named = ({ collections, columns }: typeof off): readonly string[] =>
    [...collections, ...columns.map(({ of }) => of)].map(({ name }) => name)
  return {
    ...{ connection, from, to, turnsOff, turnsOn },
    rebuild: [...new Set([...named(off), ...named(on)])],
    backfill: on.collections.map(({ name }) => name),
  }
}

async function orderBackfill(client: PoolClient, { connection, backfill }: PrivacyChange): Promise<void> {
  if (backfill.length > 0) await requestSweep(client, connection, backfill)
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
