import { resources } from '@trellis/greenhouse'
import type { Pool } from '@trellis/runtime'
import { askPermissions, type AskedResource } from './ask-permissions.js'
import type { HarvestAccount } from './harvest-account.js'
import { heldRows } from './held-rows.js'
import { noteGranted } from './note-granted.js'
import { permissionReport, type PermissionReport } from './report.js'

/** How to ask. */
interface CheckOptions {
  readonly signal: AbortSignal
  /** Is shown each answer as it comes. */
  readonly onAsked?: (asked: AskedResource) => void
}

/**
 * Asks an account what it grants, notes for the poller what is granted by now, and reports it with what the tables hold. Without a database there is an account
 * to ask all the same. Throws like `askPermissions`.
 */
export async function checkPermissions(
  account: HarvestAccount,
  pool: Pool | undefined,
  { signal, onAsked }: CheckOptions,
): Promise<PermissionReport> {
  const asked = await askPermissions(account, signal, onAsked)
  if (!pool) return permissionReport(account.connection, asked, new Map())
  await noteGranted(pool, account.connection, asked)
  const names = resources.map(({ name }) => name)
  return permissionReport(account.connection, asked, await heldRows(pool, account.connection, names))
}
