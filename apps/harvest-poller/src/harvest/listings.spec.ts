import { expect, it } from '@jest/globals'
import { jobPosts, offers } from '@trellis/greenhouse'
import { listingsOf } from './listings.js'

it('has one listing for a resource that shows all of itself in it', () => {
  expect(listingsOf(offers).map(({ name }) => name)).toEqual(['offers'])
})

it('names a further listing, after the ordinary one, by the parameters in which it differs', () => {
  expect(listingsOf(jobPosts).map(({ name }) => name)).toEqual(['job_posts', 'job_posts?active=false'])
})
