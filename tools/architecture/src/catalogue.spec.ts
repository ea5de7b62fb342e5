import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { usesFrom, usesIn } from './used-tables.js'

interface Service {
  readonly name: string
  readonly purpose?: string
  readonly tables: Readonly<Record<string, readonly string[]>>
}

// By its path, as this folder depends on no library.
const { SERVICES } = (await import(join(workspaceRoot, 'tools/trellis/src/access/catalogue.ts'))) as {
  readonly SERVICES: readonly Service[]
}

/** Where each process begins. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'webhook-ingress': ['apps/webhook-ingress/src/main.ts'],
  'harvest-poller': ['apps/harvest-poller/src/main.ts'],
  normalizer: ['apps/normalizer/src/main.ts'],
  // A rebuild has the writer's role, and `trellis rebuild` records that it was begun.
  'warehouse-writer': [
    'apps/warehouse-writer/src/main.ts',
    'apps/warehouse-writer/src/rebuild.ts',
    'libs/runtime/src/ops/audit-log.ts',
  ],
  'trellis-rebuild': [],
  'trellis-operator': ['tools/trellis/src/main.ts'],
  console: ['apps/console/src/main.ts'],
}

/** What a process reaches and does not do by its own rights. */
const NOT_DONE: Readonly<Record<string, readonly string[]>> = {
  // Only where what it was given is not kept yet: then an operator registers it.
  'webhook-ingress': ['keepConnection'],
  'harvest-poller': ['keepConnection'],
  // Roles and policies are a superuser's work.
  'trellis-operator': ['policiesFor', 'keepAccessRoles'],
}

/** What packages do whose SQL is their own: connect-pg-simple, rate-limiter-flexible. */
const BY_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  console: ['console_session', 'console_throttle'].flatMap((table) =>
    ['select', 'insert', 'update', 'delete'].map((verb) => `${table} ${verb}`),
  ),
}

/** Tables that go with a connection are named in a list: each has its rows locked and deleted. */
const forgotten = [
  ...readFileSync(join(workspaceRoot, 'libs/runtime/src/ops/remove-connection.ts'), 'utf8').matchAll(/^ {2}(\w+): '.*',$/gm),
]
const FORGOTTEN = forgotten.flatMap(([, table]) => ['select', 'update', 'delete'].map((verb) => `${table} ${verb}`))

describe('what SQL does to tables', () => {
  it.each([
    ['select 1 from ops.lease where name = $1 for share', ['lease update', 'lease select']],
    ['insert into ops.problem (id) values ($1)', ['problem insert']],
    [
      'insert into ops.lease as t (name) values ($1) on conflict (name) do update set fence = 1',
      ['lease insert', 'lease update', 'lease select'],
    ],
    ['delete from ops.due_read where key = $1', ['due_read delete', 'due_read select']],
    [
      'select 1 from ops.log_position t join ops.passed_over o on true for update of t',
      ['log_position update', 'log_position select', 'passed_over select'],
    ],
  ])('is found: %s', (sql, uses) => {
    expect([...new Set(usesIn(sql))].sort()).toEqual([...uses].sort())
  })
})

describe('the catalogue', () => {
  it('knows every process', () => {
    expect(SERVICES.map(({ name }) => name)).toEqual(Object.keys(ENTRIES))
  })

  it.each(SERVICES.filter(({ purpose }) => purpose !== undefined))(
    'gives $name what its code does to tables of ops, and no more',
    ({ name, tables }) => {
      const found = new Set<string>((ENTRIES[name] ?? []).flatMap((entry) => [...usesFrom(entry, NOT_DONE[name])]))
      if (['trellis-operator', 'console'].includes(name)) for (const use of FORGOTTEN) found.add(use)
      for (const use of BY_PACKAGES[name] ?? []) found.add(use)
      const granted = Object.entries(tables).flatMap(([table, rights]) =>
        rights.map((right) => `${table} ${right.replace(/ \(.*$/, '')}`),
      )
      expect([...new Set(granted)].sort()).toEqual([...found].sort())
    },
  )
})
