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
import { type Shelf, shelve } from './shelf.js'

/** All collections that are served, by path segment. Any other path is an unknown route. */
export function fillShelves(company: Company): ReadonlyMap<string, Shelf> {
  const shelves = [
    shelve(applicationStages, company),
    shelve(applications, company),
    shelve(appliedCandidateTags, company),
    shelve(approvalFlows, company),
    shelve(approverGroups, company),
    shelve(approvers, company),
    shelve(attachments, company),
    shelve(blockedSpamSources, company),
    shelve(bulkRequests, company),
    shelve(candidateAttributeTypes, company),
    shelve(candidateEducations, company),
    shelve(candidateEmployments, company),
    shelve(candidateTags, company),
    shelve(candidates, company),
    shelve(closeReasons, company),
    shelve(customFieldDepartments, company),
    shelve(customFieldOffices, company),
    shelve(customFieldOptions, company),
    shelve(customFields, company),
    shelve(defaultInterviewers, company),
    shelve(demographicAnswerOptions, company),
    shelve(demographicAnswers, company),
    shelve(demographicQuestionSets, company),
    shelve(demographicQuestions, company),
    shelve(departments, company),
    shelve(eeoc, company),
    shelve(emailTemplates, company),
    shelve(focusCandidateAttributes, company),
    shelve(futureJobPermissions, company),
    shelve(interviewKits, company),
    shelve(interviewerTags, company),
    shelve(interviewers, company),
    shelve(interviews, company),
    shelve(jobBoardCustomLocations, company),
    shelve(jobBoards, company),
    shelve(jobCandidateAttributes, company),
    shelve(jobHiringManagers, company),
    shelve(jobInterviewStages, company),
    shelve(jobInterviews, company),
    shelve(jobNotes, company),
    shelve(jobOwners, company),
    shelve(jobPostLocations, company),
    shelve(jobPostSearchableLocations, company),
    shelve(jobPosts, company),
    shelve(jobs, company),
    shelve(notes, company),
    shelve(offers, company),
    shelve(offices, company),
    shelve(openings, company),
    shelve(payInputRanges, company),
    shelve(payInputs, company),
    shelve(prospectDetails, company),
    shelve(prospectPoolStages, company),
    shelve(prospectPools, company),
    shelve(referrers, company),
    shelve(rejectionDetails, company),
    shelve(rejectionReasons, company),
    shelve(scorecardCandidateAttributes, company),
    shelve(scorecardQuestionAnswerOptions, company),
    shelve(scorecardQuestionAnswers, company),
    shelve(scorecardQuestionCandidateAttributes, company),
    shelve(scorecardQuestionOptions, company),
    shelve(scorecardQuestions, company),
    shelve(scorecards, company),
    shelve(sources, company),
    shelve(trackingLinks, company),
    shelve(userEmails, company),
    shelve(userJobPermissions, company),
    shelve(userRoles, company),
    shelve(users, company),
  ]
  return new Map(shelves.map((shelf) => [shelf.name, shelf]))
}
