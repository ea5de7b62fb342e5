import { Database, IdCard, Sprout, type LucideIcon } from 'lucide-react'

interface Source {
  readonly name: string
  readonly about: string
  readonly isAvailable: boolean
  readonly icon: LucideIcon
}

/** Every kind of source. */
export const SOURCES: readonly Source[] = [
  {
    name: 'Greenhouse API',
    about: 'Reads Greenhouse Recruiting by its Harvest API, and hears of changes by webhooks.',
    isAvailable: true,
    icon: Sprout,
  },
  {
    name: 'Greenhouse BI Connector',
    about: 'Takes the nightly export that Greenhouse leaves in a bucket.',
    isAvailable: false,
    icon: Database,
  },
  {
    name: 'HR system',
    about: 'People and positions, so that hires can be followed beyond the offer.',
    isAvailable: false,
    icon: IdCard,
  },
]
