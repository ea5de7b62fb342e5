import { boolean, int, resource, timestamp } from '@trellis/pipeline'

/**
 * One education of a candidate.
 * Webhooks show educations without an id: the rows of the candidate are read again instead.
 */
export const candidateEducations = resource({
  name: 'candidate_educations',
  domain: 'candidates',
  about: 'One education of a candidate; school, degree and discipline are rows of custom_field_options.',
  key: int('id'),
  harvest: {
    path: 'candidate_educations',
    permission: 'Education',
    since: 'updated_at',
    cadence: 'warm',
    of: { candidates: 'candidate_ids' },
    with: ['candidates'],
  },
  webhooks: {},
  columns: {
    candidate_id: int('candidate_id').describe('The candidate.'),
    school_name_custom_field_option_id: int('school_name_custom_field_option_id')
      .sensitive('personal')
      .describe('The school: a row of custom_field_options.'),
    degree_custom_field_option_id: int('degree_custom_field_option_id')
      .sensitive('personal')
      .describe('The degree: a row of custom_field_options.'),
    discipline_custom_field_option_id: int('discipline_custom_field_option_id')
      .sensitive('personal')
      .describe('The discipline: a row of custom_field_options.'),
    start_at: timestamp('start_at')
      .sensitive('personal')
      .describe('When it began, as an instant; the parts that were given are in start_date_month and start_date_year.'),
    end_at: timestamp('end_at').sensitive('personal').describe('When it ended, as an instant; null where that was not given.'),
    start_date_month: int('start_date_month')
      .sensitive('personal')
      .describe('The month it began in, 1 to 12; null where only the year was given.'),
    start_date_year: int('start_date_year').sensitive('personal').describe('The year it began in.'),
    end_date_month: int('end_date_month')
      .sensitive('personal')
      .describe('The month it ended in, 1 to 12; null where only the year was given.'),
    end_date_year: int('end_date_year').sensitive('personal').describe('The year it ended in.'),
    latest: boolean('latest').describe("Whether it is the candidate's latest."),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
