import { demographicQuestionSets } from '../collections/demographic-question-sets.js'
import { jobBoardCustomLocations } from '../collections/job-board-custom-locations.js'
import { jobBoards } from '../collections/job-boards.js'
import { jobPostLocations } from '../collections/job-post-locations.js'
import { jobPostSearchableLocations } from '../collections/job-post-searchable-locations.js'
import { type JobPost, jobPosts } from '../collections/job-posts.js'
import type { Job } from '../collections/jobs.js'
import { payInputRanges } from '../collections/pay-input-ranges.js'
import { payInputs } from '../collections/pay-inputs.js'
import { referrers } from '../collections/referrers.js'
import { sources } from '../collections/sources.js'
import { trackingLinks } from '../collections/tracking-links.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'
import { wholeSecond } from '../instants.js'

/** A post of a job on a board: its questions, its places, what it pays, links that lead to it. */
export function createJobPost(company: Company, invention: Invention, job: Job, at: number): JobPost {
  const { random } = invention
  const board = random.pick(company.all(jobBoards))
  const live = job.status === 'open' && board.status === 'live' && random.chance(0.8)
  const post = company.add(jobPosts, random, at, {
    title: job.name,
    internal: board.internal,
    active: true,
    live,
    featured: random.chance(0.1),
    first_published_at: live ? wholeSecond(at) : null,
    content: random.chance(0.1) ? null : `<p>${invention.paragraph()}</p>`,
    internal_content: random.chance(0.6) ? null : `<p>${invention.text()}</p>`,
    language: random.pick(['en', 'de', 'fr', null]),
    public_url: live ? `https://boards.example.com/${board.url_token}/jobs/${job.id}?gh_src=a&b=2` : null,
    demographic_question_set_id:
      random.pickOrNull(
        company.all(demographicQuestionSets).filter(({ active }) => active),
        0.4,
      )?.id ?? null,
    job_id: job.id,
    job_board_id: board.id,
    questions: inventQuestions(invention, job.id),
  })
  addPlaces(company, invention, post, job, at)
  for (const input of random.some(company.all(payInputs), random.int(0, 2))) {
    const min_cents = random.int(30, 90) * 100_000
    company.add(payInputRanges, random, at, {
      pay_input_id: input.id,
      currency_type: random.pick(['EUR', 'USD']),
      min_cents,
      max_cents: min_cents + 2_000_000,
      job_post_id: post.id,
    })
  }
  if (random.chance(0.6)) addTrackingLink(company, invention, post, at)
  return post
}

/** It goes live or not, or says something else. */
export function updateJobPost(company: Company, invention: Invention, post: JobPost, at: number): JobPost {
  const { random } = invention
  const inventChange = (): Partial<JobPost> => {
    switch (random.int(0, 3)) {
      case 0:
        return { live: !post.live, first_published_at: post.first_published_at ?? (post.live ? null : wholeSecond(at)) }
      case 1:
        return { title: `${post.title.slice(0, 60)} (${random.int(2, 9)})` }
      case 2:
        return { content: `<p>${invention.paragraph()}</p>` }
      default:
        return { questions: inventQuestions(invention, post.job_id) }
    }
  }
  return company.of(jobPosts).change(post.id, inventChange(), at)
}

/**
 * Only posts that are not live can be deleted (https://developers.greenhouse.io/webhooks.html); they stay as inactive ones
 * (https://harvestdocs.greenhouse.io/reference/get_v3-job-posts).
 */
export const deleteJobPost = (company: Company, { id }: JobPost, at: number): JobPost =>
  company.of(jobPosts).change(id, { active: false }, at)

/** Where the post says the work is, in one line. */
export function placeOf(company: Company, post: JobPost): string | null {
  const [place] = company.where(jobPostLocations, 'job_post_id', post.id)
  if (place === undefined) return null
  const custom = company.of(jobBoardCustomLocations).get(place.custom_location_id)?.value
  return place.plain_text_location ?? company.offices.get(place.office_id)?.name ?? custom ?? null
}

function addPlaces(company: Company, { random, faker }: Invention, post: JobPost, job: Job, at: number): void {
  const type = random.pick(['free_text', 'office', 'custom_list'] as const)
  const custom = company.where(jobBoardCustomLocations, 'greenhouse_job_board_id', post.job_board_id)
  const city = faker.location.city()
  company.add(jobPostLocations, random, at, {
    plain_text_location: type === 'free_text' ? `${city} & around` : null,
    office_id: type === 'office' ? (random.pickOrNull(job.office_ids ?? [], 0) ?? null) : null,
    type: random.chance(0.05) ? null : type,
    job_post_id: post.id,
    custom_location_id: type === 'custom_list' ? (random.pickOrNull(custom, 0)?.id ?? null) : null,
  })
  if (!random.chance(0.6)) return
  company.add(jobPostSearchableLocations, random, at, {
    job_post_id: post.id,
    location: `${city}, NW, Germany`,
    city,
    county: 'Rhein-Kreis',
    postal_code: '50667',
    region_short_name: 'NW',
    region_long_name: 'Nordrhein-Westfalen',
    country_short_name: 'DE',
    country_long_name: 'Germany',
    latitude: random.int(47_000, 54_000) / 1000,
    longitude: random.int(-6_000, 15_000) / 1000,
  })
}

function addTrackingLink(company: Company, { random }: Invention, post: JobPost, at: number): void {
  const isLoose = random.chance(0.2)
  company.add(trackingLinks, random, at, {
    job_id: random.chance(0.1) ? null : post.job_id,
    token: random.int(1_000_000_000, 9_999_999_999).toString(36),
    source_id: random.pickOrNull(company.all(sources), 0.1)?.id ?? null,
    related_post_id: isLoose ? null : post.id,
    related_post_type: isLoose ? null : 'JobPost',
    referrer_id: random.pickOrNull(company.all(referrers), 0.6)?.id ?? null,
    job_board_id: isLoose ? null : post.job_board_id,
    job_post_id: random.chance(0.2) ? null : post.id,
  })
}

function inventQuestions({ random }: Invention, jobId: number): JobPost['questions'] {
  const plain = { id: null, description: null, private: false, options: [] }
  const base = (jobId % 100_000) * 10 + 3_000_000_000
  return [
    { ...plain, answer_type: 'short_text', required: true, label: 'First Name', name: 'first_name' },
    { ...plain, answer_type: 'attachment', required: random.pick([true, false, null]), label: 'Resume', name: 'resume' },
    {
      id: base,
      description: random.chance(0.5) ? null : '<p>Please select Yes or No.</p>',
      answer_type: 'boolean',
      required: random.chance(0.5),
      private: random.chance(0.3),
      label: 'Are you allowed to work here & now?',
      name: `question_${base}`,
      options: [
        { id: 0, label: 'No' },
        { id: 1, label: 'Yes' },
      ],
    },
  ]
}
