import { onSchema, onTable, type AccessRoles, type Grant, type TablePrivilege } from '@trellis/runtime'
import { SERVICES, type TableRight } from './catalogue.js'

/** The rights on `ops` that the processes' roles have; the owner needs none. */
export function opsGrants(roles: AccessRoles): readonly Grant[] {
  const ofServices = SERVICES.flatMap(({ purpose, tables }) => {
    if (!purpose) return []
    const role = roles[purpose]
    const onTables = Object.entries(tables).flatMap(([table, rights]) => rights.flatMap((right) => grantsOf(table, right, role)))
    return [onSchema('ops', 'USAGE', role), ...onTables]
  })
  // The policies on rows look there in the name of the views' owner.
  return [...ofServices, onTable('ops', 'reader_connection', 'SELECT', roles.views)]
}

function grantsOf(table: string, right: TableRight, role: string): readonly Grant[] {
  const [, verb = '', columns] = /^(\w+)(?: \(([\w, ]+)\))?$/.exec(right) ?? []
  const privilege = verb.toUpperCase() as TablePrivilege
  if (columns === undefined) return [onTable('ops', table, privilege, role)]
  return columns.split(', ').map((column) => onTable('ops', table, privilege, role, column))
}
