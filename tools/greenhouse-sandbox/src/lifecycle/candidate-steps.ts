import { anonymize } from '../acts/anonymize.js'
import { createCandidate, updateCandidate } from '../acts/candidates.js'
import { isBare, mergeCandidates, removeCandidate } from '../acts/removals.js'
import type { Candidate } from '../collections/candidates.js'
import { candidateInWebhook, goneCandidateInWebhook } from '../webhooks/people.js'
import { goneOfferInWebhook } from '../webhooks/offers.js'
import type { Step, World } from './step.js'

/** What happens to people. */
export const CANDIDATE_STEPS: readonly Step[] = [
  {
    name: 'create_candidate',
    weight: 1,
    take: takeCreate,
  },
  { name: 'update_candidate', weight: 14, take: takeUpdate },
  { name: 'anonymize', weight: 0.6, take: takeAnonymize },
  { name: 'merge_candidates', weight: 0.8, take: takeMerge },
  { name: 'delete_candidate', weight: 0.6, take: takeDelete },
]

/** A person without any application; no webhook tells of that. */
function takeCreate({ company, invention, at }: World): boolean {
  createCandidate(company, invention, at)
  return true
}

function takeUpdate({ company, invention, at, raise }: World): boolean {
  const candidate = company.candidates.any(invention.random)
  if (candidate === undefined) return false
  const updated = updateCandidate(company, invention, candidate, at)
  raise('update_candidate', { candidate: candidateInWebhook(company, updated, 'update') })
  return true
}

function takeAnonymize({ company, invention, at, cascade, raise }: World): boolean {
  const candidate = company.candidates.any(invention.random, ({ first_name }) => first_name !== null)
  if (candidate === undefined) return false
  const { fields, offers } = anonymize(company, invention, candidate, at, cascade)
  raise('candidate_anonymized', { candidate_id: candidate.id, anonymized_fields: fields })
  for (const offer of offers) raise('offer_deleted', { offer: goneOfferInWebhook(offer) })
  return true
}

function takeMerge({ company, invention, at, cascade, raise }: World): boolean {
  const gone = company.candidates.any(invention.random)
  const kept = company.candidates.any(invention.random, ({ id }) => id !== gone?.id)
  if (gone === undefined || kept === undefined) return false
  mergeCandidates(company, gone.id, kept.id, at, cascade)
  raise('merge_candidate', { person: { ...goneCandidateInWebhook(gone), new_candidate_id: kept.id } })
  return true
}

/** Without silent cascades only people all of whose applications are bare: these are named in deleted_application_ids. */
function takeDelete({ company, invention, at, cascade, raise }: World): boolean {
  const isFit = ({ id }: Candidate): boolean =>
    cascade === 'silent' || company.applicationsByCandidate.of(id).every((application) => isBare(company, application))
  const candidate = company.candidates.any(invention.random, isFit)
  if (candidate === undefined) return false
  const deleted_application_ids = company.applicationsByCandidate.of(candidate.id).map(({ id }) => id)
  removeCandidate(company, candidate.id, at, cascade)
  raise('delete_candidate', { person: { ...goneCandidateInWebhook(candidate), deleted_application_ids } })
  return true
}
