import { Fault } from '@trellis/runtime'

/** A listing goes in circles. To ask on would take the budget from all the others, and never come to an end (rule L9). */
export class NoProgress extends Fault {
  override readonly name = 'NoProgress'

  constructor(listing: string, why: string) {
    super(`the listing of ${listing} makes no progress: ${why}`, { retryable: false })
  }
}

/** So many of the newest keys and cursors are remembered one by one: a circle of up to ten thousand pages is noticed at its first repetition. */
const REMEMBERED = 10_000
/** What a credential may not see may leave pages empty; never so many in a row. */
const MOST_EMPTY = 10

/**
 * Where one listing under way has been, from its first page on or from where it was taken up. What other listings have shown does not count: a page of
 * records that everybody knows is progress, a page of those that this listing has shown already is none. A last page always is.
 */
export class ListingTrail {
  private cursors = new Newest(REMEMBERED)
  private keys = new Newest(REMEMBERED)
  private at: string | undefined
  private empty = 0
  private pages = 0
  private shown = 0

  constructor(
    private readonly listing: string,
    cursor?: string,
  ) {
    this.at = cursor
    if (cursor !== undefined) this.cursors.add([cursor])
  }

  /** Does it lead up to the page behind this cursor? */
  leadsTo(cursor: string | undefined): boolean {
    return cursor !== undefined && cursor === this.at
  }

  /** Checks a page before it is appended. Throws NoProgress where it shows nothing that is new to this listing, and is not the last. */
  check(keys: readonly string[], next: string | undefined): void {
    if (next === undefined) return
    if (keys.length > 0 && keys.every((key) => this.keys.has(key)))
      throw new NoProgress(this.listing, 'a page shows only what it has shown already')
    if (keys.length === 0 && this.empty >= MOST_EMPTY)
      throw new NoProgress(this.listing, `${MOST_EMPTY} pages in a row were empty`)
  }

  /** Is it time to hold it to the register? At every doubling of its pages, so counting costs little. */
  get isToBeCounted(): boolean {
    return this.pages >= 64 && Number.isInteger(Math.log2(this.pages))
  }

  /**
   * For circles that are longer than what is remembered. All that it has shown is in the register, so `known` entities bound it: a listing shows each once,
   * some twice where they move while it goes on; shown twice on average, they will not end. Throws NoProgress. One that goes on showing new entities makes
   * progress, however long: the register grows along.
   */
  checkAgainst(known: number): void {
    if (this.shown > 2 * known) throw new NoProgress(this.listing, `it has shown ${this.shown} records of ${known} entities`)
  }

  /** Has the cursor been asked already? The page that names it may hold something new all the same. */
  hasAsked(cursor: string | undefined): boolean {
    return cursor !== undefined && this.cursors.has(cursor)
  }

  /** Moves on, once the page's records are on the log. Throws NoProgress where the next page was asked for already: then it stays where it is. */
  moveOn(keys: readonly string[], next: string | undefined): void {
    if (this.hasAsked(next)) throw new NoProgress(this.listing, 'its next page was asked for already')
    this.at = next
    if (next === undefined) {
      this.cursors = new Newest(REMEMBERED)
      this.keys = new Newest(REMEMBERED)
      return
    }
    this.cursors.add([next])
    this.keys.add(keys)
    this.empty = keys.length === 0 ? this.empty + 1 : 0
    this.pages += 1
    this.shown += keys.length
  }
}

/** Remembers at least so many of the newest texts, and at most twice as many. */
class Newest {
  private young = new Set<string>()
  private old = new Set<string>()

  constructor(private readonly least: number) {}

  has(text: string): boolean {
    return this.young.has(text) || this.old.has(text)
  }

  add(texts: readonly string[]): void {
    for (const text of texts) this.young.add(text)
    if (this.young.size < this.least) return
    this.old = this.young
    this.young = new Set()
  }
}
