/** The webhooks that no resource claims, each with the reason: nothing vanishes without one. */
export const leftAlone: Readonly<Record<string, string>> = {
  ping: 'Greenhouse sends it when a webhook is saved; it speaks of no entity.',
  job_interview_stage_deleted: "Speaks of a job's stage; job_interview_stages are no resource of ours yet.",
  job_post_created: 'Speaks of a job post; job_posts are no resource of ours yet.',
  job_post_deleted: 'Speaks of a job post; job_posts are no resource of ours yet.',
  job_post_updated: 'Speaks of a job post; job_posts are no resource of ours yet.',
  scorecard_deleted: 'Speaks of a scorecard; scorecards are no resource of ours yet.',
}
