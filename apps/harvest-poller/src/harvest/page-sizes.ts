import { MAX_PER_PAGE } from '@trellis/greenhouse'

/** How large the pages of one listing may be. */
interface PageSize {
  readonly perPage: number
  /** Half of what was too large. */
  readonly most: number
  /** Answers in a row that were not there in time. */
  readonly slow: number
}

const WHOLE: PageSize = { perPage: MAX_PER_PAGE, most: MAX_PER_PAGE, slow: 0 }
/** A slow hour is no reason to restart a long listing; the same page in time is asked for first. */
const SLOW_IN_A_ROW = 3

/**
 * The size of each path's pages, halved where an answer was too large, or again and again not there in time. What was too slow grows again with each
 * listing that is read to its end; what was too large stays small until the process ends. An address that names ids is not counted: its answer is one page.
 */
export class PageSizes {
  private readonly sizes = new Map<string, PageSize>()

  /** The address with the size of its pages put right; one that a cursor names is as it is. */
  apply(url: string): string {
    const sized = new URL(url)
    const { perPage } = this.of(sized.pathname)
    if (sized.searchParams.has('ids') || Number(sized.searchParams.get('per_page') ?? 0) <= perPage) return url
    sized.searchParams.set('per_page', String(perPage))
    return sized.href
  }

  /** An answer was beyond its limit. Is there less to ask for? If not, the same has to be asked for again. */
  shrink(url: string, limit: 'size' | 'time'): boolean {
    const { pathname, searchParams } = new URL(url)
    const { perPage, most, slow } = this.of(pathname)
    if (searchParams.has('ids')) return limit === 'size'
    if (limit === 'time' && slow + 1 < SLOW_IN_A_ROW) {
      this.sizes.set(pathname, { perPage, most, slow: slow + 1 })
      return false
    }
    const half = Math.max(1, Math.floor(perPage / 2))
    this.sizes.set(pathname, { perPage: half, most: limit === 'size' ? half : most, slow: 0 })
    return half < perPage
  }

  /** A page was read; the last of its listing? */
  read(url: string, isLast: boolean): void {
    const { pathname } = new URL(url)
    const known = this.sizes.get(pathname)
    if (!known) return
    const perPage = isLast ? Math.min(known.most, known.perPage * 2) : known.perPage
    this.sizes.set(pathname, { ...known, perPage, slow: 0 })
  }

  private of(pathname: string): PageSize {
    return this.sizes.get(pathname) ?? WHOLE
  }
}
