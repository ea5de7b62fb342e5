import type { Candidate, TypedValue } from '../collections/candidates.js'
import type { Company } from '../company/company.js'
import { inventFieldValues, withOneFieldChanged } from '../company/custom-fields.js'
import type { Invention, Person } from '../company/invention.js'
import { TAGS } from '../company/setup.js'
import type { Happening } from '../company/ties.js'
import { instant, wholeSecond } from '../instants.js'
import { changeHistory, replaceTags } from './history.js'

/** A new person with everything the resource knows. `given` sets what the caller wants set, such as the id. */
export function createCandidate(company: Company, invention: Invention, at: number, given: Partial<Candidate> = {}): Candidate {
  const { random } = invention
  const id = given.id ?? company.candidates.newId(random)
  const person = invention.person()
  const staff = company.staff()
  const nullable = <T>(value: T, nulls = 0.4): T | null => (random.chance(nulls) ? null : value)
  return company.candidates.insert(
    {
      id,
      created_at: wholeSecond(at),
      updated_at: instant(at),
      first_name: nullable(person.first, 0.01),
      last_name: nullable(person.last, 0.02),
      preferred_name: nullable(invention.person().first, 0.85),
      company: nullable(invention.faker.company.name()),
      title: nullable(invention.faker.person.jobTitle()),
      last_activity_at: nullable(instant(at), 0.02),
      private: nullable(random.chance(0.07), 0.02),
      can_email: random.chance(0.9),
      time_zone: nullable(random.pick(['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Eastern Time (US & Canada)']), 0.6),
      tags: random.some(TAGS, random.int(0, 3)),
      linked_user_ids: [],
      ...inventContacts(invention, person, id),
      custom_fields: inventFieldValues(invention, 'candidate', staff),
      hidden: {
        headline: nullable(invention.text(), 0.7),
        external_id: nullable(`ext-${id.toString(36)}`, 0.7),
        photo_url: nullable(`https://photos.example.com/${id}.png`, 0.8),
        recruiter_id: random.pickOrNull(staff, 0.3)?.id ?? null,
        coordinator_id: random.pickOrNull(staff, 0.5)?.id ?? null,
      },
      ...given,
    },
    at,
  )
}

/** A field of the person changes, standard or custom; that moves no last_activity_at. */
export function updateCandidate(happening: Happening, invention: Invention, candidate: Candidate): Candidate {
  const { company, at } = happening
  return company.candidates.change(candidate.id, inventChange(happening, invention, candidate), at)
}

/** Something happened around the person. */
export function touchCandidate(company: Company, id: number, at: number): Candidate {
  const { last_activity_at } = company.candidates.row(id)
  const moved = instant(at)
  return company.candidates.change(
    id,
    { last_activity_at: last_activity_at !== null && last_activity_at > moved ? last_activity_at : moved },
    at,
  )
}

function inventChange(happening: Happening, invention: Invention, candidate: Candidate): Partial<Candidate> {
  const { random, faker } = invention
  const person = { first: candidate.first_name ?? '', last: candidate.last_name ?? '' }
  switch (random.int(0, 7)) {
    case 0:
      return { title: faker.person.jobTitle() }
    case 1:
      return { company: random.chance(0.2) ? null : faker.company.name() }
    case 2:
      return { tags: replaceTags(happening, invention, candidate, random.some(TAGS, random.int(0, 4))) }
    case 3:
      return inventContacts(invention, person, candidate.id)
    case 4:
      return { last_name: invention.person().last }
    case 5:
      return { preferred_name: invention.person().first, can_email: random.chance(0.8) }
    case 6:
      changeHistory(happening, invention, candidate)
      return { hidden: { ...candidate.hidden, headline: invention.text() } }
    default:
      return { custom_fields: withOneFieldChanged(invention, 'candidate', candidate.custom_fields, happening.company.staff()) }
  }
}

type Contacts = Pick<
  Candidate,
  'phone_numbers' | 'addresses' | 'email_addresses' | 'website_addresses' | 'social_media_addresses'
>

function inventContacts(invention: Invention, person: Person, id: number): Contacts {
  const { random, faker } = invention
  const list = (most: number, invent: () => TypedValue): TypedValue[] => Array.from({ length: random.int(0, most) }, invent)
  const mail = { value: invention.email(person, id), type: random.pick(['personal', 'work', 'other']) }
  return {
    phone_numbers: list(2, () => ({
      value: faker.phone.number(),
      type: random.pick(['home', 'work', 'mobile', 'skype', 'other']),
    })),
    addresses: list(1, () => ({
      value: `${faker.location.streetAddress()}\n${faker.location.city()}`,
      type: random.pick(['home', 'work', 'other']),
    })),
    email_addresses: random.chance(0.05)
      ? []
      : [mail, ...(random.chance(0.2) ? [{ value: invention.email(person, id + 1), type: 'work' }] : [])],
    website_addresses: list(1, () => ({
      value: `${faker.internet.domainWord()}.example.com`,
      type: random.pick(['personal', 'company', 'portfolio']),
    })),
    social_media_addresses: list(1, () => ({ value: `@${faker.internet.domainWord()}`, type: '' })).map(({ value }) => ({
      value,
    })),
  }
}
