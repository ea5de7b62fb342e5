import type { Resource } from '@trellis/pipeline'
import { applicationStages } from './application-stages.js'
import { applications } from './applications.js'
import { appliedCandidateTags } from './applied-candidate-tags.js'
import { approvalFlows } from './approval-flows.js'
import { approverGroups } from './approver-groups.js'
import { approvers } from './approvers.js'
import { attachments } from './attachments.js'
import { blockedSpamSources } from './blocked-spam-sources.js'
import { bulkRequests } from './bulk-requests.js'
import { candidateAttributeTypes } from './candidate-attribute-types.js'
import { candidateEducations } from './candidate-educations.js'
import { candidateEmployments } from './candidate-employments.js'
import { candidateTags } from './candidate-tags.js'
import { candidates } from './candidates.js'
import { closeReasons } from './close-reasons.js'
import { customFieldDepartments } from './custom-field-departments.js'
import { customFieldOffices } from './custom-field-offices.js'
import { customFieldOptions } from './custom-field-options.js'
import { customFields } from './custom-fields.js'
import { defaultInterviewers } from './default-interviewers.js'
import { demographicAnswerOptions } from './demographic-answer-options.js'
import { demographicAnswers } from './demographic-answers.js'
import { demographicQuestionSets } from './demographic-question-sets.js'
import { demographicQuestions } from './demographic-questions.js'
import { departments } from './departments.js'
import { eeoc } from './eeoc.js'
import { emailTemplates } from './email-templates.js'
import { focusCandidateAttributes } from './focus-candidate-attributes.js'
import { futureJobPermissions } from './future-job-permissions.js'
import { interviewKits } from './interview-kits.js'
import { interviewerTags } from './interviewer-tags.js'
import { interviewers } from './interviewers.js'
import { interviews } from './interviews.js'
import { jobBoardCustomLocations } from './job-board-custom-locations.js'
import { jobBoards } from './job-boards.js'
import { jobCandidateAttributes } from './job-candidate-attributes.js'
import { jobHiringManagers } from './job-hiring-managers.js'
import { jobInterviewStages } from './job-interview-stages.js'
import { jobInterviews } from './job-interviews.js'
import { jobNotes } from './job-notes.js'
import { jobOwners } from './job-owners.js'
import { jobPostLocations } from './job-post-locations.js'
import { jobPostSearchableLocations } from './job-post-searchable-locations.js'
import { jobPosts } from './job-posts.js'
import { jobs } from './jobs.js'
import { notes } from './notes.js'
import { offers } from './offers.js'
import { offices } from './offices.js'
import { openings } from './openings.js'
import { payInputRanges } from './pay-input-ranges.js'
import { payInputs } from './pay-inputs.js'
import { prospectDetails } from './prospect-details.js'
import { prospectPoolStages } from './prospect-pool-stages.js'
import { prospectPools } from './prospect-pools.js'
import { referrers } from './referrers.js'
import { rejectionDetails } from './rejection-details.js'
import { rejectionReasons } from './rejection-reasons.js'
import { scorecardCandidateAttributes } from './scorecard-candidate-attributes.js'
import { scorecardQuestionAnswerOptions } from './scorecard-question-answer-options.js'
import { scorecardQuestionAnswers } from './scorecard-question-answers.js'
import { scorecardQuestionCandidateAttributes } from './scorecard-question-candidate-attributes.js'
import { scorecardQuestionOptions } from './scorecard-question-options.js'
import { scorecardQuestions } from './scorecard-questions.js'
import { scorecards } from './scorecards.js'
import { sources } from './sources.js'
import { trackingLinks } from './tracking-links.js'
import { userEmails } from './user-emails.js'
import { userJobPermissions } from './user-job-permissions.js'
import { userRoles } from './user-roles.js'
import { users } from './users.js'

/**
 * Every resource there is: the one list of them. A new one is added at its end: the order numbers what one webhook says of several
 * resources, so another order would make other event ids of the same body.
 */
export const resources: readonly Resource[] = [
  applications,
  candidates,
  jobs,
  applicationStages,
  offers,
  users,
  departments,
  offices,
  appliedCandidateTags,
  approvalFlows,
  approverGroups,
  approvers,
  attachments,
  blockedSpamSources,
  bulkRequests,
  candidateAttributeTypes,
  candidateEducations,
  candidateEmployments,
  candidateTags,
  closeReasons,
  customFieldDepartments,
  customFieldOffices,
  customFieldOptions,
  customFields,
  defaultInterviewers,
  demographicAnswerOptions,
  demographicAnswers,
  demographicQuestionSets,
  demographicQuestions,
  eeoc,
  emailTemplates,
  focusCandidateAttributes,
  futureJobPermissions,
  interviewKits,
  interviewerTags,
  interviewers,
  interviews,
  jobBoardCustomLocations,
  jobBoards,
  jobCandidateAttributes,
  jobHiringManagers,
  jobInterviewStages,
  jobInterviews,
  jobNotes,
  jobOwners,
  jobPostLocations,
  jobPostSearchableLocations,
  jobPosts,
  notes,
  openings,
  payInputRanges,
  payInputs,
  prospectDetails,
  prospectPoolStages,
  prospectPools,
  referrers,
  rejectionDetails,
  rejectionReasons,
  scorecardCandidateAttributes,
  scorecardQuestionAnswerOptions,
  scorecardQuestionAnswers,
  scorecardQuestionCandidateAttributes,
  scorecardQuestionOptions,
  scorecardQuestions,
  scorecards,
  sources,
  trackingLinks,
  userEmails,
  userJobPermissions,
  userRoles,
]

/** The resource of a name; undefined where there is none. */
export function resourceNamed(name: string): Resource | undefined {
  return resources.find((of) => of.name === name)
}

export { applications, candidates, customFields, departments, jobPosts, jobs, offers, users }
