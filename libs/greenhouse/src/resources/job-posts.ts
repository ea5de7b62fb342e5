import {
  boolean,
  int,
  isArray,
  isObject,
  json,
  observed,
  removed,
  resource,
  text,
  timestamp,
  valueAt,
  type Json,
} from '@trellis/pipeline'

/** A job as it is advertised on a job board; a deleted one stays, inactive. */
export const jobPosts = resource({
  name: 'job_posts',
  domain: 'jobs',
  about: 'A job as it is advertised on a job board; a deleted one stays, inactive.',
  key: int('id'),
  harvest: {
    path: 'job_posts',
    permission: 'Job Posts',
    since: 'updated_at',
    cadence: 'warm',
    // Deleted ones are left out otherwise (Harvest v3 reference, job_posts).
    also: [{ active: 'false' }],
    of: { jobs: 'job_ids', job_boards: 'job_board_ids' },
    with: ['jobs'],
  },
  webhooks: {
    // One without a job looks for prospects (Recruiting webhooks guide, job_post_created).
    job_post_created: observed('payload', { job_id: null }),
    job_post_updated: observed('payload', { job_id: null }),
    job_post_deleted: removed('payload.job_post'),
  },
  columns: {
    job_id: int('job_id').describe('The job it advertises; null where it looks for prospects.'),
    job_board_id: int('job_board_id').describe('The job board it stands on.'),
    title: text('title').describe('What the job is called in public.'),
    live: boolean('live').describe('Whether it can be seen on the board.'),
    active: boolean('active').describe('False once it was deleted.'),
    internal: boolean('internal').describe('Whether it is for people who work here already.'),
    featured: boolean('featured').describe('Whether the board puts it first.'),
    first_published_at: timestamp('first_published_at').describe('When it first went live.'),
    content: text('content').describe('The advertisement, HTML.'),
    internal_content: text('internal_content').describe('The advertisement as people who work here see it, HTML.'),
    language: text('language').describe("The language of the form around it, as Greenhouse's code."),
    public_url: text('public_url').describe('Where it can be read.'),
    demographic_question_set_id: int('demographic_question_set_id').describe('The demographic questions that go with it.'),
    questions: json(questionsOf)
      .reading('questions')
      .describe(
        'The application form: id, label, name, answer_type, required, private, description, options. Where only a webhook told, without what it does not say.',
      ),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
    // Harvest v3 says internal alone (Harvest v3 reference, job_posts).
    external: boolean('external').webhookOnly('dated').describe('Whether it is for people from outside.'),
    // Text in webhooks, an object with a name in Harvest v1; rows of their own in Harvest v3.
    location: text('location.name', 'location')
      .webhookOnly('dated')
      .describe('Where the job is, in words; job_post_locations tell more.'),
  },
  history: ['title', 'live', 'active'],
})

/** What webhooks and the Job Board API call the kinds of answers, in Harvest v3's words. */
const ANSWER_TYPES: Readonly<Record<string, string>> = {
  input_text: 'short_text',
  textarea: 'long_text',
  input_file: 'attachment',
  input_hidden: 'hidden',
  multi_value_single_select: 'single_select',
  multi_value_multi_select: 'multi_select',
}

/** The form's questions as Harvest v3 shows them. Webhooks and Harvest v1 say type and values, and what they leave out stays out. */
function questionsOf(record: Json): Json | undefined {
  const questions = valueAt(record, 'questions')
  return isArray(questions) ? questions.map(questionOf) : questions
}

function questionOf(question: Json): Json {
  if (!isObject(question) || !('type' in question)) return question
  const { type, values, ...same } = question
  const known = typeof type === 'string' && Object.hasOwn(ANSWER_TYPES, type) ? ANSWER_TYPES[type] : undefined
  return { ...same, answer_type: known ?? type ?? null, ...(isArray(values) && { options: values.map(optionOf) }) }
}

/** Plain text in webhooks, value and label in Harvest v1 (Recruiting webhooks guide, job_post_created). */
function optionOf(option: Json): Json {
  if (!isObject(option)) return { label: option }
  return { id: option['value'] ?? null, label: option['label'] ?? null }
}
