export {
  canonicalTopic,
  canonicalTopics,
  DOMAINS,
  MAX_VALUE_BYTES,
  PROBLEMS_TOPIC,
  RAW_PARTITIONS,
  RAW_TOPIC,
  topics,
  type Domain,
  type TopicSpec,
} from '../topics.js'
export { acceptWebhook, MAX_PING_BYTES, type Acceptance, type WebhookRequest } from './accept-webhook.js'
export { ACTIONS, isAction, isAskedFor, type Action } from './actions.js'
export {
  absenceEventId,
  matchingSecret,
  recordEventId,
  signatureDigits,
  verifySignature,
  webhookEventId,
  type Verdict,
} from './signature.js'
