import { describe, expect, it } from '@jest/globals'
import { firstPassword } from './first-password.js'

const counting = (bytes: Uint8Array): Uint8Array => bytes.map((_, index) => index * 13)

describe('a first password', () => {
  it('is four groups of letters that are not mistaken for each other', () => {
    expect(firstPassword(counting)).toMatch(/^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/)
  })

  it('is made of nothing but the random bytes, each of which counts', () => {
    const one = (at: number) => firstPassword((bytes) => bytes.map((_, index) => (index === at ? 1 : 0)))
    const all = Array.from({ length: 20 }, (_, at) => one(at))
    expect(new Set(all).size).toBe(20)
    expect(firstPassword(counting)).toBe(firstPassword(counting))
  })

  it('has each letter as often as any other', () => {
    const seen = new Map<string, number>()
    for (let byte = 0; byte < 256; byte++) {
      const letter = firstPassword((bytes) => bytes.fill(byte))[0] ?? ''
      seen.set(letter, (seen.get(letter) ?? 0) + 1)
    }
    expect(new Set(seen.values())).toEqual(new Set([8]))
  })
})
