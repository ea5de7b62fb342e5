import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { DOCUMENTED } from './documented-fields.js'

type Names = Readonly<Record<string, readonly string[]>>

const LIST = 'libs/greenhouse/fixtures/harvest-v3-fields.json'
const OURS = 'tools/greenhouse-sandbox/fixtures/fields.json'

const claimed = JSON.parse(readFileSync(new URL(`../../../${LIST}`, import.meta.url), 'utf8')) as Readonly<Record<string, object>>

/** The fields that the resources claim, by collection; what lies within a field (`type.name`) counts as that field. */
const listed: Names = Object.fromEntries(
  Object.entries(claimed).map(([name, fields]) => [name, Object.keys(fields).map((field) => field.replace(/\..*/, ''))]),
)
const served: Names = Object.fromEntries(Object.entries(DOCUMENTED).map(([name, { fields }]) => [name, Object.keys(fields)]))

/** What one of the two lists lacks, in sentences that name the files to edit. */
function missing(list: Names, own: Names): readonly string[] {
  const inFirst = (one: Names, other: Names): readonly string[] => [
    ...new Set(
      Object.entries(one).flatMap(([name, fields]) =>
        fields.filter((field) => !(other[name] ?? []).includes(field)).map((field) => `${name}.${field}`),
      ),
    ),
  ]
  const serving = (place: string): string => `tools/greenhouse-sandbox/src/collections/${fileOf(place)}.ts`
  return [
    ...inFirst(list, own).map((place) => `${OURS} lacks ${place}: put it there, and serve it in ${serving(place)}`),
    ...inFirst(own, list).map((place) => `${LIST} lacks ${place}: put it there, and declare it in ${declaring(place)}`),
  ]
}

const fileOf = (place: string): string => place.replace(/\..*/, '').replaceAll('_', '-')
const declaring = (place: string): string => `libs/greenhouse/src/resources/${fileOf(place)}.ts`

describe('the fields that the sandbox serves', () => {
  it('are those that the resources claim', () => {
    expect(missing(listed, served)).toEqual([])
  })

  it('are missed where a field or a collection is in one of the lists alone', () => {
    const one: Names = { users: ['id', 'pronouns'] }
    const other: Names = { users: ['id'], user_emails: ['id'] }
    expect(missing(one, other)).toEqual([
      `${OURS} lacks users.pronouns: put it there, and serve it in tools/greenhouse-sandbox/src/collections/users.ts`,
      `${LIST} lacks user_emails.id: put it there, and declare it in libs/greenhouse/src/resources/user-emails.ts`,
    ])
  })
})
