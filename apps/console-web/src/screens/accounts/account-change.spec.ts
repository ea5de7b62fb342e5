import { describe, expect, it } from '@jest/globals'
import { accountChange } from './account-change.js'

const account = { role: 'viewer', rights: ['raw', 'pay'], disabledAt: null } as const

describe('the change of an account', () => {
  it('is nothing where nothing was changed, in whatever order the rights stand', () => {
    expect(
      accountChange({ ...account, rights: ['raw', 'pay'] }, { role: 'viewer', rights: ['pay', 'raw'], disabled: false }),
    ).toEqual({})
  })

  it('names what was changed, and nothing else', () => {
    const now = { ...account, rights: [...account.rights] }
    expect(accountChange(now, { role: 'admin', rights: ['raw', 'pay'], disabled: false })).toEqual({ role: 'admin' })
    expect(accountChange(now, { role: 'viewer', rights: ['raw'], disabled: false })).toEqual({ rights: ['raw'] })
    expect(accountChange(now, { role: 'viewer', rights: ['raw', 'demographics'], disabled: false })).toEqual({
      rights: ['raw', 'demographics'],
    })
    expect(accountChange(now, { role: 'viewer', rights: ['raw', 'pay'], disabled: true })).toEqual({ disabled: true })
  })

  it('enables what was disabled', () => {
    const now = { ...account, rights: [], disabledAt: '2026-04-01T00:00:00Z' }
    expect(accountChange(now, { role: 'viewer', rights: [], disabled: false })).toEqual({ disabled: false })
  })
})
