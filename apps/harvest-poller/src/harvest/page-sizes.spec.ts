import { beforeEach, describe, expect, it } from '@jest/globals'
import { PageSizes } from './page-sizes.js'

const OFFERS = 'https://harvest.example/v3/offers?per_page=500'

describe('the size of pages', () => {
  let sizes: PageSizes
  beforeEach(() => {
    sizes = new PageSizes()
  })
  const perPage = (url = OFFERS) => Number(new URL(sizes.apply(url)).searchParams.get('per_page'))

  it('leaves addresses as they are where nothing was too large', () => {
    for (const url of [OFFERS, 'https://harvest.example/v3/offers?cursor=a%2Bb%3D%3D']) expect(sizes.apply(url)).toBe(url)
  })

  it('is halved with each answer that is too large, down to one record', () => {
    const halves = Array.from({ length: 9 }, () => [sizes.shrink(OFFERS, 'size'), perPage()])
    expect(halves.map(([, size]) => size)).toEqual([250, 125, 62, 31, 15, 7, 3, 1, 1])
    expect(halves.map(([isLess]) => isLess)).toEqual([...Array.from({ length: 8 }, () => true), false])
  })

  it('is that of one listing’s path, whatever else is asked of it', () => {
    sizes.shrink(`${OFFERS}&updated_at=gte%7C2026`, 'size')
    const cursor = 'https://harvest.example/v3/offers?cursor=abc'
    expect([perPage(), perPage('https://harvest.example/v3/jobs?per_page=500'), sizes.apply(cursor)]).toEqual([250, 500, cursor])
    expect(perPage('https://harvest.example/v3/offers?per_page=1')).toBe(1)
  })

  it('stays small where it was too large, and keeps the rest of the address', () => {
    sizes.shrink(OFFERS, 'size')
    sizes.read(OFFERS, true)
    expect(sizes.apply(`${OFFERS}&candidate_ids=1%2C2`)).toBe(
      'https://harvest.example/v3/offers?per_page=250&candidate_ids=1%2C2',
    )
  })

  it('is none where ids are named: their answer has one page, and fewer have to be named', () => {
    const url = `${OFFERS}&ids=1%2C2`
    expect([sizes.shrink(url, 'size'), sizes.shrink(url, 'time'), perPage()]).toEqual([true, false, 500])
    sizes.shrink(OFFERS, 'size')
    expect(sizes.apply(url)).toBe(url)
  })

  it('is halved where three answers in a row are too slow, and grows again with each listing read to its end', () => {
    const slow = () => sizes.shrink(OFFERS, 'time')
    expect([slow(), slow(), slow(), perPage()]).toEqual([false, false, true, 250])
    expect([slow(), slow()]).toEqual([false, false])
    sizes.read(OFFERS, false)
    expect([slow(), perPage()]).toEqual([false, 250])
    sizes.read(OFFERS, true)
    expect(perPage()).toBe(500)
  })
})
