import { expect, it } from '@jest/globals'
import { jobPosts, offers } from '@trellis/greenhouse'
import { listingAfter, listingsOf } from './listings.js'

it('has one listing for a resource that shows all of itself in it', () => {
  expect(listingsOf(offers).map(({ name }) => name)).toEqual(['offers'])
  expect(listingAfter(listingsOf(offers)[0])).toBeUndefined()
})

it('names a further listing by the parameters in which it differs, and asks it after the ordinary one', () => {
  const [first, second] = listingsOf(jobPosts)
  expect([first.name, second?.name]).toEqual(['job_posts', 'job_posts?active=false'])
  expect(listingAfter(first)).toEqual(second)
})
