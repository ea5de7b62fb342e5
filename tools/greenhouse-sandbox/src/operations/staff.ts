import type { Department } from '../collections/departments.js'
import type { Office } from '../collections/offices.js'
import type { User } from '../collections/users.js'
import type { Company } from '../company/company.js'
import { inventFieldValues } from '../company/custom-fields.js'
import type { Invention } from '../company/invention.js'
import { interviewerTags } from '../collections/interviewer-tags.js'
import { userEmails } from '../collections/user-emails.js'
import { permitFuture } from './teams.js'
import { instant, wholeSecond } from '../instants.js'

/** A new user. `given` sets what the caller wants set. */
export function createUser(company: Company, invention: Invention, at: number, given: Partial<User> = {}): User {
  const { random } = invention
  const id = given.id ?? company.users.newId(random)
  const person = invention.person()
  const primary_email = invention.email(person, id)
  const user = company.users.insert(
    {
      id,
      created_at: wholeSecond(at),
      updated_at: instant(at),
      first_name: random.chance(0.03) ? null : person.first,
      last_name: random.chance(0.03) ? null : person.last,
      primary_email,
      job_title: random.chance(0.4) ? null : invention.faker.person.jobTitle(),
      agency_id: random.chance(0.95) ? null : 3_900_000_007,
      name: `${person.first} ${person.last}`,
      deactivated: random.chance(0.1),
      site_admin: random.chance(0.15),
      employee_id: random.chance(0.4) ? null : `E${id % 100_000}`,
      linked_candidate_ids: [],
      office_ids: random.some([...company.offices.rows()], random.int(0, 2)).map((office) => office.id),
      department_ids: random.some([...company.departments.rows()], random.int(0, 2)).map((department) => department.id),
      interviewer_tags: inventTags(company, invention),
      emails: random.chance(0.1) ? null : [primary_email],
      custom_fields: inventFieldValues(invention, 'user', []),
      hidden: { service_account: false },
      ...given,
    },
    at,
  )
  if (user.primary_email !== '') addEmail(company, invention, user, at)
  if (!user.site_admin && random.chance(0.2)) permitFuture(company, invention, user, at)
  return user
}

function addEmail(company: Company, { random }: Invention, { id, primary_email }: User, at: number): void {
  const verified = random.chance(0.9)
  const verification_token_sent_at = verified && random.chance(0.5) ? null : wholeSecond(at)
  company.add(userEmails, random, at, { user_id: id, email: primary_email, verified, verification_token_sent_at })
}

const inventTags = (company: Company, { random }: Invention): User['interviewer_tags'] =>
  random.some(company.all(interviewerTags), random.int(0, 2)).map(({ id, name }) => ({ id, name }))

/**
 * The user an API credential acts as when no other is named; service users have no mail address
 * (https://harvestdocs.greenhouse.io/docs/authentication).
 */
export function createServiceUser(company: Company, invention: Invention, at: number, given: Partial<User> = {}): User {
  const names = { first_name: 'Integration', last_name: 'Service', name: 'Integration Service', primary_email: '', emails: [] }
  const plain = { job_title: null, agency_id: null, deactivated: false, site_admin: true, employee_id: null }
  return createUser(company, invention, at, { ...names, ...plain, hidden: { service_account: true }, ...given })
}

export function changeUser(company: Company, invention: Invention, user: User, at: number): User {
  const { random } = invention
  const inventChange = (): Partial<User> => {
    switch (random.int(0, 3)) {
      case 0:
        return { deactivated: !user.deactivated }
      case 1:
        return {
          last_name: 'Neumann-' + (user.last_name ?? ''),
          name: `${user.first_name ?? ''} Neumann-${user.last_name ?? ''}`,
        }
      case 2:
        return {
          department_ids: random.some([...company.departments.rows()], random.int(0, 3)).map((department) => department.id),
        }
      default:
        return { job_title: invention.faker.person.jobTitle(), interviewer_tags: inventTags(company, invention) }
    }
  }
  return company.users.change(user.id, inventChange(), at)
}

export function createDepartment(company: Company, invention: Invention, parent: Department | undefined, at: number): Department {
  const { random, faker } = invention
  const id = company.departments.newId(random)
  const name = random.chance(0.15)
    ? random.pick(['Forschung & Entwicklung', '営業部', 'Ops <EMEA>'])
    : faker.commerce.department()
  const external_id = random.chance(0.5) ? null : `dep-${id % 1000}`
  return company.departments.insert(
    { id, created_at: wholeSecond(at), updated_at: instant(at), name, parent_id: parent?.id ?? null, external_id },
    at,
  )
}

export function createOffice(company: Company, invention: Invention, parent: Office | undefined, at: number): Office {
  const { random, faker } = invention
  const id = company.offices.newId(random)
  const city = random.chance(0.2) ? random.pick(['Łódź', 'São Paulo', '東京', 'Zürich "HQ"']) : faker.location.city()
  return company.offices.insert(
    {
      id,
      created_at: wholeSecond(at),
      updated_at: instant(at),
      name: city,
      parent_id: parent?.id ?? null,
      external_id: random.chance(0.5) ? null : `off-${id % 1000}`,
      location: random.chance(0.2) ? null : `${city}, ${faker.location.country()}`,
      primary_in_house_contact_user_id: random.pickOrNull(company.staff(), 0.5)?.id ?? null,
    },
    at,
  )
}
