import { describe, expect, it } from '@jest/globals'
import { text, type Json, type Resource } from '@trellis/pipeline'
import { ignoredLeaves, offers, permissionGroups, resourceNamed, ignoredSingles } from './index.js'
import { fixtures } from './testing/fixtures.js'

const collections = permissionGroups.flatMap((group) => group.resources)

/** What is wrong between the documented fields of a collection (Harvest v3 reference) and its declaration. */
function unclaimed(name: string, of: Resource | undefined = resourceNamed(name)): readonly string[] {
  const fields = Object.keys(fixtures.v3Fields[name] ?? {})
  if (fields.length === 0) return [`${name} has no list of fields`]
  if (!of) return [`${name} is not declared`]
  return fields
    .filter((field) => !isRead(of, field) && !Object.hasOwn(ignoredLeaves, `${name} ${field}`))
    .map((field) => `${name}.${field}`)
}

/** Whether some column finds something in a record that holds this field alone; `type.name` stands for a field within a field. */
function isRead(of: Resource, field: string): boolean {
  const record = field.split('.').reduceRight<Json>((inner, name) => ({ [name]: inner }), 'a value')
  return [of.key, ...Object.values(of.columns)].some(({ finds }) => finds.some((find) => (find(record) ?? null) !== null))
}

describe('every documented field of every collection of Harvest v3', () => {
  it('is claimed, or ignored with a reason', () => {
    const faults = collections.map((name) => unclaimed(name))
    process.stdout.write(`${faults.filter((each) => each.length === 0).length} of ${collections.length} collections\n`)
    expect(faults.flat()).toEqual([])
  })

  it('is missed where a column is misspelt', () => {
    const misspelt: Resource = { ...offers, columns: { ...offers.columns, sent_on: text('sent_onn') } }
    expect(unclaimed('offers', misspelt)).toEqual(['offers.sent_on'])
  })

  it('is missed where a collection is not declared, or has no list', () => {
    expect(unclaimed('agencies', offers)).toEqual(['agencies has no list of fields'])
  })
})

describe('the endpoints of a single record of Harvest v3', () => {
  const single = Object.entries(fixtures.v3SingleFields)
  const more = single.flatMap(([path, fields]) => {
    const listed = fixtures.v3Fields[path.replace(/\/.*/, '')] ?? {}
    return Object.keys(fields).flatMap((field) => (Object.hasOwn(listed, field) ? [] : [`${path} ${field}`]))
  })

  it('are two', () => {
    expect(single).toHaveLength(2)
  })

  it('have no field that the listing lacks, but for those that are ignored with a reason', () => {
    expect(more.toSorted()).toEqual(Object.keys(ignoredSingles).toSorted())
    expect(Object.values(ignoredSingles).filter((why) => !/^[A-Z].{20,}\.$/.test(why))).toEqual([])
  })
})
