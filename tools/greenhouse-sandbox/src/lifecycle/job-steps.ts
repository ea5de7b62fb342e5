import { createJobPost, deleteJobPost, updateJobPost } from '../operations/job-posts.js'
import { addStage, changePlan } from '../operations/plans.js'
import { isBare, removeRow } from '../operations/removals.js'
import { addJobNote } from '../operations/teams.js'
import { type JobInterviewStage, jobInterviewStages } from '../collections/job-interview-stages.js'
import { jobInterviews } from '../collections/job-interviews.js'
import { jobPosts } from '../collections/job-posts.js'
import { jobPostInWebhook } from '../webhooks/job-posts.js'
import { goneStageInWebhook } from '../webhooks/stages.js'
import type { Step, World } from './step.js'

/** What happens to what a job is made of: posts, stages, plans, notes. */
export const JOB_STEPS: readonly Step[] = [
  { name: 'create_job_post', weight: 1, take: takeCreatePost },
  { name: 'update_job_post', weight: 2, take: takeUpdatePost },
  { name: 'delete_job_post', weight: 0.4, take: takeDeletePost },
  { name: 'add_stage', weight: 0.8, take: takeAddStage },
  { name: 'delete_stage', weight: 0.3, take: takeDeleteStage },
  { name: 'change_plan', weight: 1.5, take: takeChangePlan },
  { name: 'add_job_note', weight: 0.6, take: takeNote },
]

function takeCreatePost({ company, invention, at, raise }: World): boolean {
  const job = company.jobs.any(invention.random, ({ status }) => status === 'open')
  if (job === undefined) return false
  raise('job_post_created', jobPostInWebhook(company, createJobPost(company, invention, job, at)))
  return true
}

function takeUpdatePost({ company, invention, at, raise }: World): boolean {
  const post = company.of(jobPosts).any(invention.random, ({ active }) => active)
  if (post === undefined) return false
  raise('job_post_updated', jobPostInWebhook(company, updateJobPost(company, invention, post, at)))
  return true
}

/** Only posts that are not live (https://developers.greenhouse.io/webhooks.html); wrapped in job_post, unlike the others. */
function takeDeletePost({ company, invention, at, raise }: World): boolean {
  const post = company.of(jobPosts).any(invention.random, ({ active, live }) => active && !live)
  if (post === undefined) return false
  raise('job_post_deleted', { job_post: jobPostInWebhook(company, deleteJobPost(company, post, at)) })
  return true
}

function takeAddStage({ company, invention, at }: World): boolean {
  const job = company.jobs.any(invention.random, ({ status }) => status === 'open')
  if (job === undefined) return false
  addStage(company, invention, job.id, at)
  return true
}

/** Without silent cascades only stages on which nothing hangs: that are not in use yet. */
function takeDeleteStage(world: World): boolean {
  const { company, invention, cascade, raise } = world
  const isFit = (stage: JobInterviewStage): boolean =>
    isBare(company, jobInterviewStages, stage.id) || (cascade === 'silent' && stage.name === 'Reference Check')
  const stage = company.jobInterviewStages.any(invention.random, isFit)
  if (stage === undefined) return false
  removeRow(world, jobInterviewStages, stage.id)
  raise('job_interview_stage_deleted', { job_interview_stage: goneStageInWebhook(stage) })
  return true
}

function takeChangePlan({ company, invention, at }: World): boolean {
  const step = company.of(jobInterviews).any(invention.random)
  if (step === undefined) return false
  changePlan(company, invention, step, at)
  return true
}

function takeNote({ company, invention, at }: World): boolean {
  const job = company.jobs.any(invention.random)
  if (job === undefined) return false
  addJobNote(company, invention, job.id, at)
  return true
}
