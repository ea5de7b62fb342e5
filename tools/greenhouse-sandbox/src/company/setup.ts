/** Names of what the organisation has set up once for all. */
export const SOURCES = [
  'Referral',
  'Jobs page on your website',
  'LinkedIn (Prospecting)',
  'Agency',
  'Meetup "Nord & Süd"',
  'Indeed',
  'Hochschulmesse Köln',
]
export const SOURCE_TYPES = ['Referrals', 'Company marketing', 'Prospecting', 'Agencies', 'Attend events', 'Third-party boards']
/** type.key as documented (https://harvestdocs.greenhouse.io/reference/get_v3-rejection-reasons). */
export const REJECTION_TYPES = [
  { id: 1, key: 'WE_REJECTED_THEM', name: 'We rejected them' },
  { id: 2, key: 'THEY_REJECTED_US', name: 'They rejected us' },
  { id: 3, key: 'NONE_SPECIFIED', name: 'None specified' },
]
export const REJECTION_REASONS = ['Lacking skills', 'Too junior', 'Chose another offer', 'Salary <too low>', 'Position closed']
export const DEFAULT_REJECTION_REASONS = ['Missing qualifications', 'No response', 'Other']
export const REFERRER_NAMES = ['Northern Talent GmbH', 'Čapek & Daughters', 'Alumni network']
export const PROSPECT_POOLS = ['Engineering leads', 'Interns 2027', 'Silver medallists']
export const PROSPECT_STAGES = ['Not contacted', 'In conversation', 'Not now']
export const INTERVIEWER_TAGS = ['bar raiser', 'shadowing', 'pair programming']
export const TAGS = ['Ruby', 'C++', 'Import from previous ATS', 'naïve', 'R&D', '日本', 'rehire', '"quoted"', 'remote 🌍']
/**
 * Those that start with "Hire -" count as hires in Greenhouse's own reporting
 * (https://harvestdocs.greenhouse.io/reference/get_v3-close-reasons).
 */
export const CLOSE_REASONS = ['Hire - New Headcount', 'Hire - Backfill', 'On Hold', 'Not Filling']
export const USER_ROLES = [
  { name: 'Interviewer', role_type: 'deprecated_interviewer' },
  { name: 'Job Admin: Standard', role_type: 'job_admin' },
  { name: 'Job Admin: <Private>', role_type: 'job_admin' },
  { name: 'Site Admin', role_type: 'site_admin' },
] as const
export const EMAIL_TEMPLATES = [
  { name: 'Default Candidate Auto-reply', email_type: 'candidate_auto_reply', from_type: 'organization_email' },
  { name: 'Rejection & thanks', email_type: 'candidate_rejection', from_type: 'my_email_address' },
  { name: 'Interview invitation', email_type: 'candidate_email', from_type: 'organizer' },
  { name: 'Scorecard reminder', email_type: 'scorecard_reminder', from_type: 'not_applicable' },
  { name: 'Référence <demande>', email_type: 'candidate_email', from_type: 'user_email' },
] as const
/** The equal-opportunity questions' possible answers, by field of eeoc. */
export const EEOC_ANSWERS = {
  gender: ['Male', 'Female', 'Decline To Self Identify'],
  race: ['Hispanic or Latino', 'White', 'Asian', 'Two or More Races', 'Decline To Self Identify'],
  veteran_status: ['I am not a protected veteran', 'I identify as one or more of the classifications', "I don't wish to answer"],
  disability_status: ['Yes, I have a disability', 'No, I don’t have a disability', 'I don’t wish to answer'],
} as const
export const DEMOGRAPHIC_QUESTIONS: readonly { readonly name: string; readonly options: readonly string[] }[] = [
  { name: 'What gender do you identify as?', options: ['Man', 'Woman', 'Non-binary', 'I prefer to self-describe'] },
  { name: 'Do you identify as <LGBTQ+>?', options: ['Yes', 'No', 'I don’t wish to answer'] },
  { name: 'Which age group are you in?', options: ['18–29', '30–49', '50+', 'I don’t wish to answer'] },
]
export const EDUCATION = {
  school_name: ['Universität Köln', 'École Polytechnique', '東京大学', 'State College "Night & Day"', 'MIT', 'Other'],
  degree: ["Bachelor's Degree", "Master's Degree", 'Diplôme'],
  discipline: ['Computer Science', 'Law', 'Études & Arts'],
} as const
