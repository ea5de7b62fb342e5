import { describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import type { Explained, ExplainedCell } from '@trellis/operations'
import type { Resource, Sensitivity } from '@trellis/pipeline'
import { explanationAnswer } from './explanation-answer.js'

const told = { at: '2026-01-01T00:00:00Z', kind: 'record', revision: 1, rawId: 'r', raw: null }

/** A column of each sensitivity, of some resource. */
function columnOf(sensitivity: Sensitivity): { readonly of: Resource; readonly name: string } {
  for (const of of resources)
    for (const [name, column] of Object.entries(of.columns)) if (column.sensitivity === sensitivity) return { of, name }
  throw new Error(`no column is ${sensitivity}`)
}

function explainedCell(name: string): ExplainedCell {
  const before = [{ value: 'SECRET before', from: told.at, until: told.at }]
  return { name, value: 'SECRET', told, said: { isSo: false, values: ['SECRET said'], revision: 1 }, before }
}

function explained(of: Resource, name: string): Explained {
  const about = {
    connection: 'acme',
    resource: of.name,
    key: '7',
    state: 'live',
    listed: null,
    removal: null,
    words: null,
  } as const
  return { ...about, cells: [explainedCell(name)] }
}

describe('an explanation', () => {
  it.each([
    ['compensation', 'pay'],
    ['demographic', 'demographics'],
    ['private', 'raw'],
  ] as const)('has no value of a %s cell without the right %s, and with it all', (sensitivity, right) => {
    const { of, name } = columnOf(sensitivity)
    const others = (['pay', 'demographics', 'raw'] as const).filter((each) => each !== right)
    const without = explanationAnswer(of, explained(of, name), others)
    expect(without.cells).toMatchObject([{ name, sensitivity, value: null, lacks: right, before: null, report: { isSo: false } }])
    expect(JSON.stringify(without)).not.toContain('SECRET')
    const [cell] = explanationAnswer(of, explained(of, name), [right]).cells
    expect(cell).toMatchObject({ value: '"SECRET"', lacks: null, before: [{ value: '"SECRET before"' }] })
  })

  it('takes what is not declared for private', () => {
    const { of } = columnOf('public')
    expect(explanationAnswer(of, explained(of, '_extra'), []).cells).toMatchObject([{ lacks: 'raw', value: null }])
  })

  it('shows public and personal cells to everybody who is signed in', () => {
    for (const sensitivity of ['public', 'personal'] as const) {
      const { of, name } = columnOf(sensitivity)
      expect(explanationAnswer(of, explained(of, name), []).cells).toMatchObject([{ value: '"SECRET"', lacks: null }])
    }
  })
})
