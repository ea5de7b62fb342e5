import { describe, expect, it } from '@jest/globals'
import { connectionId } from './connection-id.js'

describe('the id of a connection', () => {
  it.each([
    ['Acme', 'acme'],
    ['Müller & Söhne GmbH', 'muller-sohne-gmbh'],
    ['  ../../etc/passwd ', 'etc-passwd'],
    ['株式会社', 'greenhouse'],
    ['x'.repeat(100), 'x'.repeat(48)],
  ])('is made out of its name: %s', (name, id) => {
    expect(connectionId(name, new Set())).toBe(id)
    expect(id).toMatch(/^[A-Za-z0-9._-]{1,64}$/)
  })

  it('is none that is taken, by whatever was before', () => {
    expect(connectionId('Acme', new Set(['acme', 'acme-2']))).toBe('acme-3')
  })
})
