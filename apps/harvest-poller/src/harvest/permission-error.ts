import { permissionGroupOf } from '@trellis/greenhouse'
import type { Resource } from '@trellis/pipeline'

/** Names the permission that an administrator of Greenhouse has to grant. */
export function missingPermission({ name }: Resource): string {
  return `permission missing: ${permissionGroupOf(name)?.name ?? name}`
}
