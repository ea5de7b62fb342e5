import { boolean, int, json, resource, text, timestamp } from '@trellis/pipeline'

/** A field that the company added to its records, or that Greenhouse keeps like one. */
export const customFields = resource({
  name: 'custom_fields',
  domain: 'settings',
  about:
    'A field that the company added to its records; the values are in the custom_fields columns of those records, under its name_key.',
  key: int('id'),
  harvest: {
    path: 'custom_fields',
    permission: 'Custom Fields',
    since: 'updated_at',
    cadence: 'settings',
    // Harvest v1 hid deleted fields unless asked; whether v3 does is not documented (Harvest v1 reference, custom fields).
    also: [{ active: 'false' }],
  },
  webhooks: {},
  columns: {
    name: text('name').describe('Its name.'),
    name_key: text('name_key').describe('The key under which records hold its value; stays when the field is renamed.'),
    field_type: text('field_type').describe(
      'What it belongs to: job, opening, offer, candidate, application, rejection_question, referral_question, agency_question, user_attribute, form, standard or compensation_frequency.',
    ),
    value_type: text('value_type').describe(
      'What it holds: short_text, long_text, rich_text, yes_no, single_select, multi_select, currency, currency_range, number, number_range, date, date_of_birth, url, user, attachment, linked, header or statement.',
    ),
    internal_type: text('internal_type').describe(
      'What Greenhouse itself uses it for (employment_type, offer_documents, start_date, school_name, degree, discipline, offer_opening); null for a field of the company.',
    ),
    description: text('description').describe('What it is for.'),
    placeholder: text('placeholder').describe('What stands in the empty field.'),
    default_value: json('default_value').describe('What it holds where nobody chose; the JSON type follows value_type.'),
    sort_order: int('sort_order', 'priority').describe('Its place among the fields.'),
    active: boolean('active').describe('Whether it is in use; false for a deleted field.'),
    private: boolean('private').describe('Whether only users with a permission of their own may see its values.'),
    required: boolean('required').describe('Whether a record cannot be saved without it.'),
    require_approval: boolean('require_approval').describe(
      'Whether a change of its value asks for approval anew; for jobs and openings.',
    ),
    trigger_new_version: boolean('trigger_new_version').describe(
      'Whether a change of its value makes a new version of the offer; for offers.',
    ),
    expose_in_job_board_api: boolean('expose_in_job_board_api').describe(
      'Whether the public job board shows its value; for jobs.',
    ),
    api_only: boolean('api_only').describe('Whether only programs may set it; for jobs.'),
    use_for_job_approvals: boolean('use_for_job_approvals').describe('Whether approvals of jobs take it into account.'),
    use_for_offer_approvals: boolean('use_for_offer_approvals').describe('Whether approvals of offers take it into account.'),
    application_type: text('application_type').describe(
      'Which applications have it: all_applications, candidate_applications or prospect_applications; null for other records.',
    ),
    template_token_string: text('template_token_string').describe(
      'What stands for its value in templates of e-mails and offers.',
    ),
    updated_by_id: int('updated_by_id').describe('The user who last changed it.'),
    created_at: timestamp('created_at').describe('When it was made.'),
    updated_at: timestamp('updated_at').describe('When Greenhouse last changed it.'),
  },
})
