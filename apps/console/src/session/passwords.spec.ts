import { beforeAll, describe, expect, it } from '@jest/globals'
import { hashPassword, isPassword } from './passwords.js'

const RIGHT = 'correct horse battery'

let kept: string

beforeAll(async () => {
  kept = await hashPassword(RIGHT)
})

/** What argon2 is asked, and what it costs: all that stands before the salt. */
async function workOf(passwordHash: string | null | undefined): Promise<readonly unknown[]> {
  const asked: unknown[] = []
  const isIt = await isPassword(passwordHash, RIGHT, async (hashed, password) => {
    asked.push([hashed.split('$').slice(0, 4).join('$'), password])
    return true
  })
  return [...asked, isIt]
}

describe('a password', () => {
  it('is kept under argon2id with 19 MiB and two passes, and its own salt', async () => {
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hashPassword(RIGHT)).not.toBe(kept)
    expect([await isPassword(kept, RIGHT), await isPassword(kept, `${RIGHT} `)]).toEqual([true, false])
  })

  it.each([undefined, null])('is verified against a dummy where there is none (%s), and is never right', async (none) => {
    const [[asked, isRight], [asNone, isNever]] = [await workOf(kept), await workOf(none)]
    expect(asNone).toEqual(asked)
    expect([isRight, isNever]).toEqual([true, false])
  })
})
