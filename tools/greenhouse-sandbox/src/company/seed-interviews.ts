import { advanceInterview, scheduleInterview } from '../operations/interviews.js'
import { submitScorecard } from '../operations/scorecards.js'
import type { Application } from '../collections/applications.js'
import { interviews } from '../collections/interviews.js'
import { scorecards } from '../collections/scorecards.js'
import type { Company } from './company.js'
import type { Invention } from './invention.js'

/**
 * What has become of the interviews planned so far: most were held and found something, some were never scheduled
 * (https://harvestdocs.greenhouse.io/reference/get_v3-interviews).
 */
export function seedInterviews(company: Company, invention: Invention, application: Application, laterOn: () => number): void {
  const { random } = invention
  for (const planned of company.where(interviews, 'application_id', application.id)) {
    if (planned.status === 'to_be_sent') advanceInterview(company, invention, planned, laterOn())
    if (planned.status !== 'to_be_scheduled' || random.chance(0.35)) continue
    const scheduled = scheduleInterview(company, invention, planned, laterOn())
    if (random.chance(0.2)) continue
    const held = advanceInterview(company, invention, scheduled, laterOn())
    if (held === undefined || random.chance(0.15)) continue
    for (const draft of company.where(scorecards, 'application_id', application.id)) {
      if (draft.status === 'draft') submitScorecard(company, invention, draft, laterOn())
    }
    advanceInterview(company, invention, held, laterOn())
  }
}
