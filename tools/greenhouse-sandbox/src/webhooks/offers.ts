import type { JsonRecord } from '../collections/collection.js'
import type { Offer } from '../collections/offers.js'
import { inSeconds, monthDayYear } from '../instants.js'
import { customFieldsInWebhook } from './custom-fields.js'

/** An offer in its own events: flat, the start as MM/DD/YYYY, no candidate (Recruiting webhooks guide). */
export function offerInWebhook(offer: Offer): JsonRecord {
  return {
    id: offer.id,
    application_id: offer.application_id,
    job_id: offer.job_id,
    user_id: offer.hidden.user_id,
    version: offer.version,
    sent_on: offer.sent_on,
    resolved_at: inSeconds(offer.resolved_at),
    start_date: monthDayYear(offer.starts_on),
    notes: offer.hidden.notes,
    offer_status: offer.status,
    custom_fields: customFieldsInWebhook(offer.custom_fields),
  }
}

/** offer_deleted says offering_user_id, and neither start nor custom fields (Recruiting webhooks guide). */
export function goneOfferInWebhook(offer: Offer): JsonRecord {
  return {
    id: offer.id,
    application_id: offer.application_id,
    offering_user_id: offer.hidden.user_id,
    offer_status: offer.status,
    version: offer.version,
    sent_on: offer.sent_on,
    resolved_at: inSeconds(offer.resolved_at),
    notes: offer.hidden.notes,
    job_id: offer.job_id,
  }
}
