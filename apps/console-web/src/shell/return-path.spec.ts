import { describe, expect, it } from '@jest/globals'
import { returnPath } from './return-path.js'

describe('the path that sign-in leads back to', () => {
  it.each(['/', '/sync', '/audit-log?before=12', '/why?entity=offers/7#history'])('is the one that was wanted: %s', (path) => {
    expect(returnPath(path)).toBe(path)
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    undefined,
    7,
  ])('leads to no other site: %s', (path) => {
    expect(returnPath(path)).toBe('/')
  })

  it.each(['/sign-in', '/sign-in?to=%2Fsync', '/first-admin'])('is not sign-in itself: %s', (path) => {
    expect(returnPath(path)).toBe('/')
  })

  it('may begin like sign-in', () => {
    expect(returnPath('/sign-in-history')).toBe('/sign-in-history')
  })
})
