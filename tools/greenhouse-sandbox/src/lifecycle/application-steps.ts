import { addProspect, apply, changeApplication, updateApplication } from '../operations/applications.js'
import { createCandidate } from '../operations/candidates.js'
import { moveStage, reject, unreject } from '../operations/decisions.js'
import { addPast } from '../operations/history.js'
import { isBareApplication, removeRow } from '../operations/removals.js'
import { type Application, applications } from '../collections/applications.js'
import type { Candidate } from '../collections/candidates.js'
import type { Job } from '../collections/jobs.js'
import { type ApplicationAction, applicationInWebhook, goneApplicationInWebhook } from '../webhooks/applications.js'
import type { Step, World } from './step.js'

/** What happens to applications. */
export const APPLICATION_STEPS: readonly Step[] = [
  { name: 'apply', weight: 20, take: takeApply },
  { name: 'new_prospect', weight: 5, take: takeProspect },
  { name: 'convert_prospect', weight: 1, take: takeConvert },
  { name: 'update_application', weight: 8, take: takeUpdate },
  { name: 'move_stage', weight: 26, take: takeMove },
  { name: 'reject', weight: 10, take: takeReject },
  { name: 'unreject', weight: 2, take: takeUnreject },
  { name: 'delete_application', weight: 0.8, take: takeDelete },
]

const isOpen = ({ status }: Application): boolean => status === 'in_process'

function takeApply(world: World): boolean {
  const job = anyOpenJob(world)
  if (job === undefined) return false
  const application = apply(world.company, world.invention, { candidate: newOrKnown(world) }, job, world.at)
  return raiseApplication(world, 'new_candidate_application', application)
}

function takeProspect(world: World): boolean {
  const { company, invention } = world
  const jobs = Array.from({ length: invention.random.int(0, 2) }, () => anyOpenJob(world)).flatMap((job) => job ?? [])
  const application = addProspect(company, invention, { candidate: newOrKnown(world) }, [...new Set(jobs)], world.at)
  return raiseApplication(world, 'new_prospect_application', application)
}

/** A prospect becomes a candidate: the old application ends as converted, a new one begins. */
function takeConvert(world: World): boolean {
  const { company, invention, at } = world
  const prospect = company.applications.any(invention.random, (row) => row.prospect && isOpen(row))
  const job = company.jobs.get(prospect?.prospective_job_ids[0]) ?? anyOpenJob(world)
  if (prospect === undefined || job === undefined) return false
  raiseApplication(world, 'application_updated', changeApplication(company, prospect, { status: 'converted' }, at))
  const candidate = company.candidates.row(prospect.candidate_id)
  return raiseApplication(world, 'new_candidate_application', apply(company, invention, { candidate }, job, at))
}

function takeUpdate(world: World): boolean {
  const application = world.company.applications.any(world.invention.random, isOpen)
  if (application === undefined) return false
  return raiseApplication(world, 'application_updated', updateApplication(world.company, world.invention, application, world.at))
}

function takeMove(world: World): boolean {
  const application = world.company.applications.any(world.invention.random, (row) => isOpen(row) && !row.prospect)
  const moved = application && moveStage(world.company, world.invention, application, world.at)
  return moved === undefined ? false : raiseApplication(world, 'candidate_stage_change', moved)
}

function takeReject(world: World): boolean {
  const application = world.company.applications.any(world.invention.random, isOpen)
  if (application === undefined) return false
  return raiseApplication(world, 'reject_candidate', reject(world.company, world.invention, application, world.at))
}

function takeUnreject(world: World): boolean {
  const application = world.company.applications.any(world.invention.random, ({ status }) => status === 'rejected')
  if (application === undefined) return false
  return raiseApplication(world, 'unreject_candidate', unreject(world, application))
}

/** Without silent cascades only applications on which nothing hangs. */
function takeDelete(world: World): boolean {
  const { company, invention, cascade, raise } = world
  const isFit = ({ id }: Application): boolean => cascade === 'silent' || isBareApplication(company, id)
  const application = company.applications.any(invention.random, isFit)
  if (application === undefined) return false
  const payload = { application: goneApplicationInWebhook(company, application) }
  removeRow(world, applications, application.id)
  raise('delete_application', payload)
  return true
}

function raiseApplication({ company, raise }: World, action: ApplicationAction, application: Application): boolean {
  raise(action, { application: applicationInWebhook(company, application, action) })
  return true
}

const anyOpenJob = ({ company, invention }: World): Job | undefined =>
  company.jobs.any(invention.random, ({ status, is_template }) => status === 'open' && is_template !== true)

function newOrKnown({ company, invention, at }: World): Candidate {
  const known = invention.random.chance(0.25) ? company.candidates.any(invention.random) : undefined
  if (known !== undefined) return known
  const isSparse = invention.random.chance(0.15)
  const candidate = createCandidate(company, invention, at, isSparse ? { tags: [] } : {})
  if (!isSparse) addPast(company, invention, candidate, at)
  return candidate
}
