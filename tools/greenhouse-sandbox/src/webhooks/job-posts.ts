import { placeOf } from '../operations/job-posts.js'
import type { JsonRecord } from '../collections/collection.js'
import type { JobPost } from '../collections/job-posts.js'
import type { Company } from '../company/company.js'

/**
 * A job post in its events: the place is a text, questions are typed as inputs with plain values
 * (https://developers.greenhouse.io/webhooks.html).
 */
export function jobPostInWebhook(company: Company, post: JobPost): JsonRecord {
  return {
    id: post.id,
    title: post.title,
    location: placeOf(company, post),
    content: post.content,
    internal_content: post.internal_content,
    updated_at: post.updated_at,
    job_id: post.job_id,
    external: !post.internal,
    internal: post.internal,
    live: post.live,
    questions: post.questions.map(({ required, private: isPrivate, label, answer_type, options }) => ({
      required: required ?? false,
      private: isPrivate,
      label,
      type: INPUTS[answer_type],
      values: options.map((option) => option.label),
    })),
  }
}

const INPUTS: Readonly<Record<JobPost['questions'][number]['answer_type'], string>> = {
  short_text: 'input_text',
  long_text: 'textarea',
  boolean: 'multi_value_single_select',
  single_select: 'multi_value_single_select',
  multi_select: 'multi_value_multi_select',
  attachment: 'input_file',
  hidden: 'input_hidden',
}
