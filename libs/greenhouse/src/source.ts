import type { Resource, Source } from '@trellis/pipeline'
import { leftAlone } from './left-alone.js'
import { applicationStages } from './resources/application-stages.js'
import { applications } from './resources/applications.js'
import { appliedCandidateTags } from './resources/applied-candidate-tags.js'
import { approvalFlows } from './resources/approval-flows.js'
import { approverGroups } from './resources/approver-groups.js'
import { approvers } from './resources/approvers.js'
import { attachments } from './resources/attachments.js'
import { blockedSpamSources } from './resources/blocked-spam-sources.js'
import { bulkRequests } from './resources/bulk-requests.js'
import { candidateAttributeTypes } from './resources/candidate-attribute-types.js'
import { candidateEducations } from './resources/candidate-educations.js'
import { candidateEmployments } from './resources/candidate-employments.js'
import { candidateTags } from './resources/candidate-tags.js'
import { candidates } from './resources/candidates.js'
import { closeReasons } from './resources/close-reasons.js'
import { customFieldDepartments } from './resources/custom-field-departments.js'
import { customFieldOffices } from './resources/custom-field-offices.js'
import { customFieldOptions } from './resources/custom-field-options.js'
import { customFields } from './resources/custom-fields.js'
import { defaultInterviewers } from './resources/default-interviewers.js'
import { demographicAnswerOptions } from './resources/demographic-answer-options.js'
import { demographicAnswers } from './resources/demographic-answers.js'
import { demographicQuestionSets } from './resources/demographic-question-sets.js'
import { demographicQuestions } from './resources/demographic-questions.js'
import { departments } from './resources/departments.js'
import { eeoc } from './resources/eeoc.js'
import { emailTemplates } from './resources/email-templates.js'
import { focusCandidateAttributes } from './resources/focus-candidate-attributes.js'
import { futureJobPermissions } from './resources/future-job-permissions.js'
import { interviewKits } from './resources/interview-kits.js'
import { interviewerTags } from './resources/interviewer-tags.js'
import { interviewers } from './resources/interviewers.js'
import { interviews } from './resources/interviews.js'
import { jobBoardCustomLocations } from './resources/job-board-custom-locations.js'
import { jobBoards } from './resources/job-boards.js'
import { jobCandidateAttributes } from './resources/job-candidate-attributes.js'
import { jobHiringManagers } from './resources/job-hiring-managers.js'
import { jobInterviewStages } from './resources/job-interview-stages.js'
import { jobInterviews } from './resources/job-interviews.js'
import { jobNotes } from './resources/job-notes.js'
import { jobOwners } from './resources/job-owners.js'
import { jobPostLocations } from './resources/job-post-locations.js'
import { jobPostSearchableLocations } from './resources/job-post-searchable-locations.js'
import { jobPosts } from './resources/job-posts.js'
import { jobs } from './resources/jobs.js'
import { notes } from './resources/notes.js'
import { offers } from './resources/offers.js'
import { offices } from './resources/offices.js'
import { openings } from './resources/openings.js'
import { payInputRanges } from './resources/pay-input-ranges.js'
import { payInputs } from './resources/pay-inputs.js'
import { prospectDetails } from './resources/prospect-details.js'
import { prospectPoolStages } from './resources/prospect-pool-stages.js'
import { prospectPools } from './resources/prospect-pools.js'
import { referrers } from './resources/referrers.js'
import { rejectionDetails } from './resources/rejection-details.js'
import { rejectionReasons } from './resources/rejection-reasons.js'
import { scorecardCandidateAttributes } from './resources/scorecard-candidate-attributes.js'
import { scorecardQuestionAnswerOptions } from './resources/scorecard-question-answer-options.js'
import { scorecardQuestionAnswers } from './resources/scorecard-question-answers.js'
import { scorecardQuestionCandidateAttributes } from './resources/scorecard-question-candidate-attributes.js'
import { scorecardQuestionOptions } from './resources/scorecard-question-options.js'
import { scorecardQuestions } from './resources/scorecard-questions.js'
import { scorecards } from './resources/scorecards.js'
import { sources } from './resources/sources.js'
import { trackingLinks } from './resources/tracking-links.js'
import { userEmails } from './resources/user-emails.js'
import { userJobPermissions } from './resources/user-job-permissions.js'
import { userRoles } from './resources/user-roles.js'
import { users } from './resources/users.js'

/** Every resource there is. */
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

/** What Greenhouse Recruiting looks like. Raise the revision whenever a declaration reads a body differently (rule N1). */
export const source: Source = { resources, leftAlone, revision: 3 }

/** The resource of a name; undefined where there is none. */
export function resourceNamed(name: string): Resource | undefined {
  return resources.find((of) => of.name === name)
}
