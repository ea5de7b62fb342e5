import { describe, expect, it } from '@jest/globals'
import { date, int, text } from '../resource/column.js'
import { fitting, waitingNames } from './fitting.js'
import { resource } from '../resource/resource.js'

const pets = resource({
  ...{
    name: 'pets',
    domain: 'pets',
    about: 'A pet.',
    key: int('id'),
    harvest: { path: 'pets', permission: 'Things', cadence: 'warm' },
    webhooks: {},
  },
  columns: { name: text('name', 'called.first'), born_on: date('born_on'), weight: int('weight') },
  history: ['name', 'weight'],
})
const whole = { id: 'bigint', name: 'text', born_on: 'date', weight: 'bigint', _extra: 'jsonb' }
const shape = (columns: Readonly<Record<string, string>>) => new Map(Object.entries(columns))

describe('N2 what a table can hold', () => {
  it('is the declaration itself where every column is there in its type', () => {
    expect(fitting(pets, shape(whole))).toBe(pets)
    expect(waitingNames(pets, shape(whole))).toEqual(new Set())
  })

  it('leaves out columns that are missing or of another type, and names what waits for a rebuild', () => {
    const { weight: _, ...lighter } = { ...whole, name: 'jsonb', colour: 'text' }
    const held = fitting(pets, shape(lighter))
    expect([Object.keys(held?.columns ?? {}), held?.history]).toEqual([['born_on'], []])
    expect(waitingNames(pets, shape(lighter))).toEqual(new Set(['name', 'called', 'weight', 'colour']))
  })

  it('is nothing where there is no table, or its key is of another type', () => {
    expect(fitting(pets, undefined)).toBeUndefined()
    expect(fitting(pets, shape({ ...whole, id: 'text' }))).toBeUndefined()
  })
})
