import { boolean, int, resource, text, timestamp } from '@trellis/pipeline'

/** A location that job posts of a board may name. */
export const jobBoardCustomLocations = resource({
  name: 'job_board_custom_locations',
  domain: 'jobs',
  about: 'A location that the job posts of a job board may name, besides the offices.',
  key: int('id'),
  harvest: {
    path: 'job_board_custom_locations',
    permission: 'Custom Locations',
    since: 'updated_at',
    cadence: 'settings',
    of: { job_boards: 'greenhouse_job_board_ids' },
  },
  webhooks: {},
  columns: {
    greenhouse_job_board_id: int('greenhouse_job_board_id').describe('The job board.'),
    value: text('value').describe('What it reads.'),
    active: boolean('active').describe('Whether it may still be chosen.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
