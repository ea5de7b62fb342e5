import type { AuditedResource } from '@trellis/runtime'

/** Whether the tables hold anything of a resource other than Greenhouse does. */
export function differs({ missing, extra, different }: AuditedResource): boolean {
  return missing + extra + different > 0
}
