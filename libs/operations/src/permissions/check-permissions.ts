import { resources, resourcesKept } from '@trellis/greenhouse'
import { withheldBy } from '@trellis/pipeline'
import { leaveOutOf, type Pool } from '@trellis/runtime'
import { askPermissions, type AskOptions } from './ask-permissions.js'
import type { HarvestAccount } from './harvest-account.js'
import { heldRows } from './held-rows.js'
import { noteGranted } from './note-granted.js'
import { permissionReport, type PermissionReport } from './report.js'

/**
 * Asks an account what it grants, notes for the poller what is granted by now, and reports it with what the tables hold. Without a database there is an account
 * to ask all the same. Throws like `askPermissions`.
 */
export async function checkPermissions(
  account: HarvestAccount,
  pool: Pool | undefined,
  options: AskOptions,
): Promise<PermissionReport> {
  // What a privacy switch leaves out is not even tried (rule P1).
  const leaveOut = pool && (await leaveOutOf(pool, account.connection))
  const asked = await askPermissions(account, { ...options, among: resourcesKept(withheldBy(leaveOut ?? [])) })
  if (!pool) return permissionReport(account.connection, asked, new Map())
  await noteGranted(pool, account.connection, asked)
  const names = resources.map(({ name }) => name)
  return permissionReport(account.connection, asked, await heldRows(pool, account.connection, names))
}
