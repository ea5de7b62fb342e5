import type { Company } from '../company/company.js'
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
import { type ServedCollection, serve } from './served-collection.js'

/** All collections that are served, by path segment. Any other path is an unknown route. */
export function serveCollections(company: Company): ReadonlyMap<string, ServedCollection> {
  const collections = [
    serve(applicationStages, company),
    serve(applications, company),
    serve(appliedCandidateTags, company),
    serve(approvalFlows, company),
    serve(approverGroups, company),
    serve(approvers, company),
    serve(attachments, company),
    serve(blockedSpamSources, company),
    serve(bulkRequests, company),
    serve(candidateAttributeTypes, company),
    serve(candidateEducations, company),
    serve(candidateEmployments, company),
    serve(candidateTags, company),
    serve(candidates, company),
    serve(closeReasons, company),
    serve(customFieldDepartments, company),
    serve(customFieldOffices, company),
    serve(customFieldOptions, company),
    serve(customFields, company),
    serve(defaultInterviewers, company),
    serve(demographicAnswerOptions, company),
    serve(demographicAnswers, company),
    serve(demographicQuestionSets, company),
    serve(demographicQuestions, company),
    serve(departments, company),
    serve(eeoc, company),
    serve(emailTemplates, company),
    serve(focusCandidateAttributes, company),
    serve(futureJobPermissions, company),
    serve(interviewKits, company),
    serve(interviewerTags, company),
    serve(interviewers, company),
    serve(interviews, company),
    serve(jobBoardCustomLocations, company),
    serve(jobBoards, company),
    serve(jobCandidateAttributes, company),
    serve(jobHiringManagers, company),
    serve(jobInterviewStages, company),
    serve(jobInterviews, company),
    serve(jobNotes, company),
    serve(jobOwners, company),
    serve(jobPostLocations, company),
    serve(jobPostSearchableLocations, company),
    serve(jobPosts, company),
    serve(jobs, company),
    serve(notes, company),
    serve(offers, company),
    serve(offices, company),
    serve(openings, company),
    serve(payInputRanges, company),
    serve(payInputs, company),
    serve(prospectDetails, company),
    serve(prospectPoolStages, company),
    serve(prospectPools, company),
    serve(referrers, company),
    serve(rejectionDetails, company),
    serve(rejectionReasons, company),
    serve(scorecardCandidateAttributes, company),
    serve(scorecardQuestionAnswerOptions, company),
    serve(scorecardQuestionAnswers, company),
    serve(scorecardQuestionCandidateAttributes, company),
    serve(scorecardQuestionOptions, company),
    serve(scorecardQuestions, company),
    serve(scorecards, company),
    serve(sources, company),
    serve(trackingLinks, company),
    serve(userEmails, company),
    serve(userJobPermissions, company),
    serve(userRoles, company),
    serve(users, company),
  ]
  return new Map(collections.map((served) => [served.name, served]))
}
