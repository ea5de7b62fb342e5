import { appliedCandidateTags } from '../collections/applied-candidate-tags.js'
import { candidateEducations } from '../collections/candidate-educations.js'
import { candidateEmployments } from '../collections/candidate-employments.js'
import { candidateTags } from '../collections/candidate-tags.js'
import type { Candidate } from '../collections/candidates.js'
import { customFieldOptions } from '../collections/custom-field-options.js'
import type { Company } from '../company/company.js'
import type { Invention } from '../company/invention.js'
import type { Happening } from '../company/ties.js'

/** What a person brings along: schools, jobs, tags. */
export function addPast(company: Company, invention: Invention, candidate: Candidate, at: number): void {
  const { random } = invention
  for (let count = random.int(0, 2); count > 0; count--) addEducation(company, invention, candidate.id, count === 1, at)
  for (let count = random.int(0, 2); count > 0; count--) addEmployment(company, invention, candidate.id, count === 1, at)
  for (const name of candidate.tags) applyTag(company, invention, candidate.id, name, at)
}

/** The person's tags become these; a tag is removed only with silent cascades. */
export function replaceTags(
  happening: Happening,
  invention: Invention,
  candidate: Candidate,
  wanted: readonly string[],
): string[] {
  const { company, at, cascade } = happening
  const tags = cascade === 'silent' ? [...wanted] : [...new Set([...candidate.tags, ...wanted])]
  const known = company.where(appliedCandidateTags, 'candidate_id', candidate.id)
  const nameOf = (id: number): string => company.of(candidateTags).get(id)?.name ?? ''
  if (cascade === 'silent') {
    for (const row of known) {
      if (!tags.includes(nameOf(row.candidate_tag_id))) company.of(appliedCandidateTags).remove(row.id, at)
    }
  }
  const had = new Set(known.map((row) => nameOf(row.candidate_tag_id)))
  for (const name of tags) if (!had.has(name)) applyTag(company, invention, candidate.id, name, at)
  return tags
}

/** Changes education and employment; with silent cascades an education may be removed. */
export function changeHistory(happening: Happening, invention: Invention, candidate: Candidate): void {
  const { company, at, cascade } = happening
  const [education] = company.where(candidateEducations, 'candidate_id', candidate.id)
  const [employment] = company.where(candidateEmployments, 'candidate_id', candidate.id)
  if (education === undefined) addEducation(company, invention, candidate.id, true, at)
  else if (cascade === 'silent' && invention.random.chance(0.3)) company.of(candidateEducations).remove(education.id, at)
  else company.of(candidateEducations).change(education.id, inventEducation(company, invention, at), at)
  if (employment === undefined) addEmployment(company, invention, candidate.id, true, at)
  else company.of(candidateEmployments).change(employment.id, { title: invention.faker.person.jobTitle() }, at)
}

function applyTag(company: Company, { random }: Invention, candidate_id: number, name: string, at: number): void {
  const tag = company.all(candidateTags).find((known) => known.name === name)
  if (tag !== undefined) company.add(appliedCandidateTags, random, at, { candidate_tag_id: tag.id, candidate_id })
}

function inventEducation(company: Company, invention: Invention, at: number) {
  const { random } = invention
  const option = (key: string, nulls: number): number | null =>
    random.pickOrNull(
      company.all(customFieldOptions).filter(({ hidden, active }) => hidden.custom_field_key === key && active),
      nulls,
    )?.id ?? null
  const start = random.chance(0.08) ? null : invention.dayAround(at, -6000, -3000)
  const end = random.chance(0.2) ? null : invention.dayAround(at, -2900, -1000)
  return {
    school_name_custom_field_option_id: option('school_name', 0.05),
    degree_custom_field_option_id: option('degree', 0.2),
    discipline_custom_field_option_id: option('discipline', 0.3),
    start_at: start === null ? null : `${start}T00:00:00.000Z`,
    end_at: end === null ? null : `${end}T00:00:00.000Z`,
    start_date_month: start === null ? null : Number(start.slice(5, 7)),
    start_date_year: start === null ? null : Number(start.slice(0, 4)),
    end_date_month: end === null ? null : Number(end.slice(5, 7)),
    end_date_year: end === null ? null : Number(end.slice(0, 4)),
  }
}

function addEducation(company: Company, invention: Invention, candidate_id: number, latest: boolean, at: number): void {
  company.add(candidateEducations, invention.random, at, { ...inventEducation(company, invention, at), candidate_id, latest })
}

function addEmployment(company: Company, invention: Invention, candidate_id: number, latest: boolean, at: number): void {
  const { random, faker } = invention
  company.add(candidateEmployments, random, at, {
    candidate_id,
    company_name: faker.company.name(),
    title: faker.person.jobTitle(),
    start_date: invention.dayAround(at, -2900, -900),
    end_date: random.chance(0.4) ? null : invention.dayAround(at, -800, -10),
    latest: random.chance(0.1) ? null : latest,
  })
}
