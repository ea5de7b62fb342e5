import type { JsonRecord } from '../collections/collection.js'
import { type Department, departments } from '../collections/departments.js'
import { type Office, offices } from '../collections/offices.js'
import type { Company } from '../company/company.js'
import type { Index } from '../company/row-index.js'

/** department_deleted: child_ids are all descendants (Recruiting webhooks guide). */
export function goneDepartmentInWebhook(company: Company, { id, name, parent_id, external_id }: Department): JsonRecord {
  return { id, name, child_ids: descendants(company.by(departments, 'parent_id'), id), parent_id, external_id }
}

/** office_deleted: as a department, with the location as an object (Recruiting webhooks guide). */
export function goneOfficeInWebhook(company: Company, { id, name, location, parent_id, external_id }: Office): JsonRecord {
  return {
    id,
    name,
    location: { name: location },
    child_ids: descendants(company.by(offices, 'parent_id'), id),
    parent_id,
    external_id,
  }
}

function descendants(byParent: Index<Department> | Index<Office>, id: number): number[] {
  return byParent.of(id).flatMap((child) => [child.id, ...descendants(byParent, child.id)])
}
