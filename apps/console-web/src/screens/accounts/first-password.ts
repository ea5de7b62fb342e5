/** Letters and figures that are not mistaken for each other. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

const GROUPS = 4
const GROUP_LENGTH = 5

/** A password to hand to a person once: 20 letters of 32, a hundred bits. `random` fills bytes. */
export function firstPassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  const bytes = random(new Uint8Array(GROUPS * GROUP_LENGTH))
  // 256 is a multiple of 32: no letter comes more often.
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length] ?? '')
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  )
  return groups.join('-')
}
