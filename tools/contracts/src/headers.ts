import { KINDS, type JsonObject } from '@trellis/pipeline'

const text: JsonObject = { type: 'string' }
const instant: JsonObject = { type: 'string', format: 'date-time' }

/** CloudEvents 1.0, binary mode: what every message of ours says of its value. */
const COMMON = {
  ce_specversion: { type: 'string', const: '1.0' },
  ce_id: { ...text, description: 'The same for the same event, however often it is delivered.' },
  ce_source: { ...text, description: '`/greenhouse/<connection>`' },
  ce_type: text,
  ce_time: {
    ...instant,
    description: 'When it was true: a webhook’s arrival, or a listing’s request less settle. Microseconds, UTC.',
  },
  ce_connection: { ...text, description: 'The Greenhouse account.' },
  ce_format: { type: 'string', const: '1', description: 'The version of this format.' },
  'content-type': { type: 'string', const: 'application/json' },
}

const CAUSE = {
  ce_cause: { type: 'string', pattern: '^[0-9a-f]{24}$', description: '`ce_id` of the raw event behind it.' },
  ce_causekind: { type: 'string', enum: KINDS, description: 'Only a `record` brings back what was removed.' },
}

const TRACE = { traceparent: { ...text, description: 'W3C trace context.' } }

const CAUSE_DETAILS = {
  ce_action: { ...text, description: 'The webhook’s action.' },
  ce_causeposition: { ...text, description: '`<topic>/<partition>/<offset>` of the raw event.' },
}

/** Schemas of headers, by the name under which AsyncAPI keeps them. */
export const headerSchemas: Readonly<Record<string, JsonObject>> = {
  RawHeaders: headers(COMMON, {
    ce_resource: { ...text, description: 'The listing’s resource; a webhook names none.' },
    ce_subject: { ...text, description: 'The entity’s id in Greenhouse, where whoever appended a record knew it.' },
    ce_delivery: { ...text, description: 'Greenhouse-Event-ID.' },
    ce_endpoint: {
      ...text,
      description: 'The event that the webhook’s URL named, where it named one; the body may say another.',
    },
    ...TRACE,
  }),
  CanonicalHeaders: headers(
    {
      ...COMMON,
      ce_resource: text,
      ce_subject: { ...text, description: 'The entity’s id in Greenhouse.' },
      ce_version: {
        type: 'string',
        pattern: '^[0-9a-f]{47}$',
        description: 'Sorts as text: of two words on the same cell the greater one is newer.',
      },
      ...CAUSE,
    },
    {
      ...CAUSE_DETAILS,
      ...TRACE,
      ce_partitionkey: { ...text, description: 'The key that the event has on its own topic, where a snapshot gave it another.' },
    },
  ),
  ProblemHeaders: headers({ ...COMMON, ...CAUSE }, { ...CAUSE_DETAILS, ...TRACE }),
}

function headers(always: JsonObject, sometimes: JsonObject): JsonObject {
  return { type: 'object', required: Object.keys(always), properties: { ...always, ...sometimes } }
}
