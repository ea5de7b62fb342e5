import { anonymize } from '../operations/anonymize.js'
import { createCandidate, updateCandidate } from '../operations/candidates.js'
import { addPast } from '../operations/history.js'
import { isBarePerson, mergeCandidates, removeCandidate } from '../operations/removals.js'
import { applications } from '../collections/applications.js'
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

/** A person without any application; no webhook reports that. */
function takeCreate({ company, invention, at }: World): boolean {
  const candidate = createCandidate(company, invention, at, invention.random.chance(0.5) ? {} : { tags: [] })
  if (candidate.tags.length > 0) addPast(company, invention, candidate, at)
  return true
}

function takeUpdate(world: World): boolean {
  const { company, invention, raise } = world
  const candidate = company.candidates.any(invention.random)
  if (candidate === undefined) return false
  const updated = updateCandidate(world, invention, candidate)
  raise('update_candidate', { candidate: candidateInWebhook(company, updated, 'update') })
  return true
}

function takeAnonymize(world: World): boolean {
  const { company, invention, raise } = world
  const candidate = company.candidates.any(invention.random, ({ first_name }) => first_name !== null)
  if (candidate === undefined) return false
  const { fields, offers } = anonymize(world, invention, candidate)
  raise('candidate_anonymized', { candidate_id: candidate.id, anonymized_fields: fields })
  for (const offer of offers) raise('offer_deleted', { offer: goneOfferInWebhook(offer) })
  return true
}

function takeMerge(world: World): boolean {
  const { company, invention, raise } = world
  const gone = company.candidates.any(invention.random)
  const kept = company.candidates.any(invention.random, ({ id }) => id !== gone?.id)
  if (gone === undefined || kept === undefined) return false
  mergeCandidates(world, gone.id, kept.id)
  raise('merge_candidate', { person: { ...goneCandidateInWebhook(gone), new_candidate_id: kept.id } })
  return true
}

/** Without silent cascades only people with nothing but bare applications: these are named in deleted_application_ids. */
function takeDelete(world: World): boolean {
  const { company, invention, cascade, raise } = world
  const isFit = ({ id }: Candidate): boolean => cascade === 'silent' || isBarePerson(company, id)
  const candidate = company.candidates.any(invention.random, isFit)
  if (candidate === undefined) return false
  const deleted_application_ids = company.where(applications, 'candidate_id', candidate.id).map(({ id }) => id)
  removeCandidate(world, candidate.id)
  raise('delete_candidate', { person: { ...goneCandidateInWebhook(candidate), deleted_application_ids } })
  return true
}
