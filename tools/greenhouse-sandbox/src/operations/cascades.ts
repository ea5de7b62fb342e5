import { applicationStages } from '../collections/application-stages.js'
import { applications } from '../collections/applications.js'
import { appliedCandidateTags } from '../collections/applied-candidate-tags.js'
import { approvalFlows } from '../collections/approval-flows.js'
import { approverGroups } from '../collections/approver-groups.js'
import { approvers } from '../collections/approvers.js'
import { attachments } from '../collections/attachments.js'
import { candidateAttributeTypes } from '../collections/candidate-attribute-types.js'
import { candidateEducations } from '../collections/candidate-educations.js'
import { candidateEmployments } from '../collections/candidate-employments.js'
import { customFieldDepartments } from '../collections/custom-field-departments.js'
import { customFieldOffices } from '../collections/custom-field-offices.js'
import { defaultInterviewers } from '../collections/default-interviewers.js'
import { demographicAnswers } from '../collections/demographic-answers.js'
import { eeoc } from '../collections/eeoc.js'
import { focusCandidateAttributes } from '../collections/focus-candidate-attributes.js'
import { futureJobPermissions } from '../collections/future-job-permissions.js'
import { interviewKits } from '../collections/interview-kits.js'
import { interviewers } from '../collections/interviewers.js'
import { interviews } from '../collections/interviews.js'
import { jobCandidateAttributes } from '../collections/job-candidate-attributes.js'
import { jobHiringManagers } from '../collections/job-hiring-managers.js'
import { jobInterviewStages } from '../collections/job-interview-stages.js'
import { jobInterviews } from '../collections/job-interviews.js'
import { jobNotes } from '../collections/job-notes.js'
import { jobOwners } from '../collections/job-owners.js'
import { jobPostLocations } from '../collections/job-post-locations.js'
import { jobPostSearchableLocations } from '../collections/job-post-searchable-locations.js'
import { jobPosts } from '../collections/job-posts.js'
import { jobs } from '../collections/jobs.js'
import { notes } from '../collections/notes.js'
import { offers } from '../collections/offers.js'
import { openings } from '../collections/openings.js'
import { payInputRanges } from '../collections/pay-input-ranges.js'
import { prospectDetails } from '../collections/prospect-details.js'
import { prospectPools } from '../collections/prospect-pools.js'
import { rejectionDetails } from '../collections/rejection-details.js'
import { scorecardCandidateAttributes } from '../collections/scorecard-candidate-attributes.js'
import { scorecardQuestionAnswerOptions } from '../collections/scorecard-question-answer-options.js'
import { scorecardQuestionAnswers } from '../collections/scorecard-question-answers.js'
import { scorecardQuestionCandidateAttributes } from '../collections/scorecard-question-candidate-attributes.js'
import { scorecardQuestionOptions } from '../collections/scorecard-question-options.js'
import { scorecardQuestions } from '../collections/scorecard-questions.js'
import { scorecards } from '../collections/scorecards.js'
import { trackingLinks } from '../collections/tracking-links.js'
import { userJobPermissions } from '../collections/user-job-permissions.js'
import { users } from '../collections/users.js'
import { type Tie, forgets, goes, loosens } from '../company/ties.js'

/**
 * What hangs on a row of each collection; deleting an application leaves its scorecards in place
 * (https://developers.greenhouse.io/webhooks.html).
 */
export const CASCADES: Readonly<Record<string, readonly Tie[]>> = {
  candidates: [
    goes(applications, 'candidate_id'),
    goes(candidateEducations, 'candidate_id'),
    goes(candidateEmployments, 'candidate_id'),
    goes(appliedCandidateTags, 'candidate_id'),
    goes(notes, 'candidate_id'),
    goes(attachments, 'candidate_id'),
    goes(eeoc, 'candidate_id'),
    goes(offers, 'candidate_id'),
    forgets(users, 'linked_candidate_ids'),
  ],
  applications: [
    goes(applicationStages, 'application_id'),
    goes(offers, 'application_id'),
    goes(interviews, 'application_id'),
    goes(prospectDetails, 'application_id'),
    goes(rejectionDetails, 'application_id'),
    goes(eeoc, 'application_id'),
    goes(demographicAnswers, 'application_id'),
    goes(attachments, 'application_id'),
    forgets(notes, 'application_id'),
    forgets(openings, 'application_id'),
  ],
  application_stages: [forgets(applications, 'stage_id')],
  offers: [loosens(approvalFlows, 'offer_id')],
  approval_flows: [goes(approverGroups, 'approval_flow_id')],
  approver_groups: [goes(approvers, 'approver_group_id')],
  interviews: [goes(interviewers, 'interview_id')],
  scorecards: [
    goes(scorecardCandidateAttributes, 'scorecard_id'),
    goes(scorecardQuestionAnswers, 'scorecard_id'),
    forgets(interviewers, 'scorecard_id'),
  ],
  scorecard_question_answers: [goes(scorecardQuestionAnswerOptions, 'scorecard_question_answer_id')],
  scorecard_question_options: [goes(scorecardQuestionAnswerOptions, 'scorecard_question_option_id')],
  scorecard_questions: [
    goes(scorecardQuestionOptions, 'scorecard_question_id'),
    goes(scorecardQuestionAnswers, 'scorecard_question_id'),
    goes(scorecardQuestionCandidateAttributes, 'scorecard_question_id'),
  ],
  focus_candidate_attributes: [goes(scorecardQuestionCandidateAttributes, 'focus_candidate_attribute_id')],
  job_candidate_attributes: [
    goes(focusCandidateAttributes, 'job_candidate_attribute_id'),
    goes(scorecardCandidateAttributes, 'job_candidate_attribute_id'),
  ],
  candidate_attribute_types: [goes(jobCandidateAttributes, 'candidate_attribute_type_id')],
  interview_kits: [
    goes(scorecards, 'interview_kit_id'),
    goes(scorecardQuestions, 'interview_kit_id'),
    goes(focusCandidateAttributes, 'interview_kit_id'),
    goes(defaultInterviewers, 'interview_kit_id'),
  ],
  job_interviews: [goes(interviews, 'job_interview_id'), goes(interviewKits, 'job_interview_id')],
  job_interview_stages: [
    goes(applicationStages, 'job_interview_stage_id'),
    goes(jobInterviews, 'job_interview_stage_id'),
    forgets(applications, 'job_interview_stage_id'),
  ],
  job_posts: [
    goes(jobPostLocations, 'job_post_id'),
    goes(jobPostSearchableLocations, 'job_post_id'),
    goes(payInputRanges, 'job_post_id'),
    forgets(applications, 'job_post_id'),
    forgets(trackingLinks, 'job_post_id'),
  ],
  openings: [forgets(offers, 'opening_id')],
  jobs: [
    goes(applications, 'job_id'),
    goes(jobInterviewStages, 'job_id'),
    goes(openings, 'job_id'),
    goes(jobPosts, 'job_id'),
    goes(approvalFlows, 'job_id'),
    goes(jobOwners, 'job_id'),
    goes(jobHiringManagers, 'job_id'),
    goes(jobNotes, 'job_id'),
    goes(candidateAttributeTypes, 'job_id'),
    goes(userJobPermissions, 'job_id'),
    forgets(trackingLinks, 'job_id'),
    forgets(jobs, 'copied_from_id'),
    forgets(applications, 'prospective_job_ids'),
    forgets(prospectPools, 'job_ids'),
  ],
  departments: [
    goes(customFieldDepartments, 'department_id'),
    goes(futureJobPermissions, 'department_id'),
    forgets(jobs, 'department_id'),
    forgets(users, 'department_ids'),
    forgets(prospectPools, 'department_ids'),
    forgets(prospectDetails, 'department_id'),
  ],
  offices: [
    goes(customFieldOffices, 'office_id'),
    goes(futureJobPermissions, 'office_id'),
    forgets(jobs, 'office_ids'),
    forgets(users, 'office_ids'),
    forgets(prospectPools, 'office_ids'),
    forgets(prospectDetails, 'office_id'),
    forgets(jobPostLocations, 'office_id'),
  ],
}
