import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.console_account`. SQL by hand: an account is changed in the transaction of its entry in the audit log, and admins are locked
 * before one of them is taken away.
 */

export const CONSOLE_ROLES = ['admin', 'viewer'] as const
export type ConsoleRole = (typeof CONSOLE_ROLES)[number]

/** What a role does not give by itself. */
export const CONSOLE_RIGHTS = ['raw', 'pay', 'demographics'] as const
export type ConsoleRight = (typeof CONSOLE_RIGHTS)[number]

/** Who may sign in at the console. */
export interface ConsoleAccount {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: ConsoleRole
  readonly rights: readonly ConsoleRight[]
  /** Sessions that began under an earlier one have ended. */
  readonly sessionEpoch: number
  readonly createdAt: string
  readonly disabledAt: string | null
  readonly lastSignInAt: string | null
}

const COLUMNS = 'id, email, name, role, rights, session_epoch, created_at, disabled_at, last_sign_in_at'

/** Every account, by e-mail. */
export async function consoleAccounts(db: Pool | PoolClient): Promise<readonly ConsoleAccount[]> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from ops.console_account order by email`)
  return rows.map(accountOf)
}

/** Is there an account at all? Without one, the first admin is made with a token. */
export async function hasConsoleAccount(db: Pool | PoolClient): Promise<boolean> {
  const { rows } = await db.query('select 1 from ops.console_account limit 1')
  return rows.length > 0
}

/** The account of this id; undefined where there is none. */
export async function consoleAccount(db: Pool | PoolClient, id: string): Promise<ConsoleAccount | undefined> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from ops.console_account where id = $1`, [id])
  return rows.map(accountOf)[0]
}

/** The account of an e-mail address, and the hash of its password. */
export async function consoleAccountOf(
  db: Pool | PoolClient,
  email: string,
): Promise<{ readonly account: ConsoleAccount; readonly passwordHash: string | null } | undefined> {
  const { rows } = await db.query<Row & { readonly password_hash: string | null }>(
    `select ${COLUMNS}, password_hash from ops.console_account where email = lower($1)`,
    [email],
  )
  return rows.map((row) => ({ account: accountOf(row), passwordHash: row.password_hash }))[0]
}

/** An account that is to be made. */
interface NewAccount {
  readonly email: string
  readonly name: string
  readonly passwordHash: string | null
  readonly role: ConsoleRole
  readonly rights: readonly ConsoleRight[]
}

/** Makes an account; undefined where the e-mail address has one. */
export async function addConsoleAccount(client: PoolClient, account: NewAccount): Promise<ConsoleAccount | undefined> {
  const { email, name, passwordHash, role, rights } = account
  const { rows } = await client.query<Row>(
    `insert into ops.console_account (email, name, password_hash, role, rights) values (lower($1), $2, $3, $4, $5)
     on conflict (email) do nothing returning ${COLUMNS}`,
    [email, name, passwordHash, role, rights],
  )
  return rows.map(accountOf)[0]
}

/** What is to be changed of an account; what is undefined stays. */
export interface AccountChange {
  readonly name?: string | undefined
  readonly passwordHash?: string | undefined
  readonly role?: ConsoleRole | undefined
  readonly rights?: readonly ConsoleRight[] | undefined
  readonly isDisabled?: boolean | undefined
}

/** Changes an account. Its sessions end where it is disabled or has another password. Undefined where there is no such account. */
export async function changeConsoleAccount(
  client: PoolClient,
  id: string,
  { name, passwordHash, role, rights, isDisabled }: AccountChange,
): Promise<ConsoleAccount | undefined> {
  const { rows } = await client.query<Row>(
    `update ops.console_account set
       name = coalesce($2, name),
       password_hash = coalesce($3, password_hash),
       role = coalesce($4, role),
       rights = coalesce($5, rights),
       disabled_at = case when $6 then coalesce(disabled_at, now()) when not $6 then null else disabled_at end,
       session_epoch = session_epoch + case when $6 or $3::text is not null then 1 else 0 end
     where id = $1 returning ${COLUMNS}`,
    [id, name ?? null, passwordHash ?? null, role ?? null, rights ?? null, isDisabled ?? null],
  )
  return rows.map(accountOf)[0]
}

/** The ids of the admins who can sign in, locked: two of them cannot take each other away at once. */
export async function lockConsoleAdmins(client: PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly id: string }>(
    `select id from ops.console_account where role = 'admin' and disabled_at is null order by id for update`,
  )
  return rows.map(({ id }) => id)
}

/** Keeps that an account was signed in with, now. */
export async function noteConsoleSignIn(client: PoolClient, id: string): Promise<void> {
  await client.query('update ops.console_account set last_sign_in_at = now() where id = $1', [id])
}

interface Row {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: ConsoleRole
  readonly rights: readonly ConsoleRight[]
  readonly session_epoch: number
  readonly created_at: Date
  readonly disabled_at: Date | null
  readonly last_sign_in_at: Date | null
}

function accountOf(row: Row): ConsoleAccount {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    rights: row.rights,
    sessionEpoch: row.session_epoch,
    createdAt: row.created_at.toISOString(),
    disabledAt: row.disabled_at?.toISOString() ?? null,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
  }
}
