import { Faker, base, en } from '@faker-js/faker'
import { Random } from '../random.js'

export interface Person {
  readonly first: string
  readonly last: string
}

const WORLD_FIRST = [
  'Zoë',
  'Łucja',
  'Søren',
  'Đặng',
  'José',
  'İpek',
  'Ólafur',
  'Анна',
  'Ελένη',
  'محمد',
  'नेहा',
  '美咲',
  '민준',
  'Chloé',
  'Jürgen',
]
const WORLD_LAST = [
  'Ångström',
  'Wiśniewska',
  'Nguyễn',
  'Müller-Lüdenscheidt',
  'Çelik',
  'O’Brien',
  'Иванова',
  'Παπαδοπούλου',
  'الخطيب',
  '佐藤',
  '김',
  'D’Àvila',
]

/** Names that a careless reader of JSON, CSV, SQL or HTML stumbles over. */
const ODD_FIRST = [
  'Ada 👩‍🚀',
  'Robert"); --',
  "D'Arcy",
  'Back\\slash',
  'Two\nLines',
  '<html>',
  'Tab\tStop',
  '𝔘nicode',
  'e\u0301lan',
  'A & B',
  '',
]
const ODD_TEXT = [
  'Says "yes" & means <maybe>',
  'first line\nsecond line\r\nthird',
  'C:\\Users\\candidate',
  '<html><body>pasted from a mail</body></html>',
  '🚀🚀 ready to start',
  'naïve café — “quoted”',
  '100 %; DROP TABLE jobs',
  'line\u2028separator',
]

/** Everything invented comes from one seeded stream: names, words, choices. */
export class Invention {
  readonly random: Random
  readonly faker: Faker

  constructor(seed: number) {
    const random = new Random(seed)
    this.random = random
    this.faker = new Faker({ locale: [en, base], randomizer: { next: () => random.next(), seed: () => undefined } })
  }

  person(): Person {
    const { random, faker } = this
    const dice = random.next()
    if (dice < 0.05) return { first: random.pick(ODD_FIRST), last: faker.person.lastName() }
    if (dice < 0.25) return { first: random.pick(WORLD_FIRST), last: random.pick(WORLD_LAST) }
    return { first: faker.person.firstName(), last: faker.person.lastName() }
  }

  /** An invented mail address: `number` keeps it unique. */
  email(person: Person, number: number): string {
    const name = `${person.first}.${person.last}`
      .normalize('NFKD')
      .replace(/[^A-Za-z.]/g, '')
      .toLowerCase()
    return `${name.replace(/^\.+|\.+$/g, '') || 'someone'}.${number}@example.com`
  }

  /** A short text, now and then an awkward one. */
  text(): string {
    return this.random.chance(0.15) ? this.random.pick(ODD_TEXT) : this.faker.company.catchPhrase()
  }

  paragraph(): string {
    return this.random.chance(0.2) ? `<p>${this.random.pick(ODD_TEXT)}</p>` : this.faker.lorem.sentences(2)
  }

  /** A calendar day within `days` before or after a moment. */
  dayAround(ms: number, from: number, to: number): string {
    return new Date(ms + this.random.int(from, to) * 86_400_000).toISOString().slice(0, 10)
  }
}
