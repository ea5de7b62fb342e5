/** A seeded stream of chance (sfc32): the same seed gives the same choices in the same order, on every machine. */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number) {
    this.#a = Math.trunc(seed) >>> 0
    this.#b = Math.trunc(seed / 2 ** 32) >>> 0
    this.#c = 0x9e3779b9
    for (let i = 0; i < 16; i++) this.next()
  }

  /** A number in [0, 1). */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }

  /** A whole number in [min, max], both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of a list that is known not to be empty. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('nothing to pick from')
    return list[this.int(0, list.length - 1)] as T
  }

  /** One of the list, or null: by chance, or because the list is empty. */
  pickOrNull<T>(list: readonly T[], nullProbability: number): T | null {
    return list.length === 0 || this.chance(nullProbability) ? null : this.pick(list)
  }

  /** Up to `count` different members of a list, in the list's order. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = list.map((_, index) => index)
    const chosen: number[] = []
    while (chosen.length < count && left.length > 0) chosen.push(...left.splice(this.int(0, left.length - 1), 1))
    return chosen.sort((one, other) => one - other).map((index) => list[index] as T)
  }
}
