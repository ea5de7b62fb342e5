import { CONNECTION } from '../bed.js'

/** Ids of what the tables have, for routes that show one of something. */
export interface Shown {
  readonly application: string
  readonly problem: string
  readonly delivery: string
}

/** A screen of the console, and all that it asks for when it is opened. */
export interface Screen {
  readonly name: string
  readonly asks: readonly string[]
}

const WEBHOOKS = `/api/connections/${CONNECTION}/webhooks`
const DELIVERIES = `/api/connections/${CONNECTION}/deliveries`

/** Every screen with what it asks for at once; one with a filter or a row that is open counts as a screen. */
export function screensOf({ application, problem, delivery }: Shown): readonly Screen[] {
  return [
    { name: 'overview, sync', asks: ['/api/status'] },
    { name: 'deliveries', asks: ['/api/connections', `${DELIVERIES}?limit=50`, WEBHOOKS] },
    { name: 'deliveries, of one event', asks: [`${DELIVERIES}?event=new_candidate_application&limit=50`] },
    { name: 'deliveries, none such', asks: [`${DELIVERIES}?outcome=unread&event=offer_deleted&limit=50`] },
    { name: 'deliveries, one', asks: [`${DELIVERIES}/${delivery}`] },
    { name: 'deliveries, refused', asks: [`/api/connections/${CONNECTION}/refusals`] },
    { name: 'problems', asks: ['/api/problems', '/api/jobs?kind=problem-replay'] },
    { name: 'problems, all of a code', asks: ['/api/problems?which=all&code=unreadable_cell&resource=applications'] },
    { name: 'problems, one', asks: [`/api/problems/${problem}`] },
    { name: 'problems, plan of a replay', asks: ['/api/problem-replays/plan'] },
    { name: 'completeness', asks: ['/api/completeness'] },
    { name: 'completeness, plan of a removal', asks: [`/api/completeness/${CONNECTION}/removals/applications`] },
    { name: 'rebuild', asks: ['/api/rebuilds'] },
    { name: 'rebuild, plan', asks: ['/api/rebuilds/plan?verb=run'] },
    { name: 'why is this so', asks: [`/api/explanations?resource=applications&key=${application}`] },
    { name: 'integrations', asks: ['/api/connections'] },
    { name: 'integrations, one', asks: [`/api/connections/${CONNECTION}`, `/api/connections/${CONNECTION}/permissions`] },
    { name: 'webhooks', asks: [`/api/connections/${CONNECTION}`, WEBHOOKS] },
    { name: 'privacy', asks: [`/api/connections/${CONNECTION}/privacy`, `/api/connections/${CONNECTION}/privacy/held`] },
    { name: 'people and roles', asks: ['/api/accounts'] },
    { name: 'audit trail', asks: ['/api/audit-log?limit=500'] },
    { name: 'services', asks: ['/api/services'] },
    { name: 'alerts', asks: ['/api/alerts', '/api/alert-channels', '/api/alerts/rules'] },
  ]
}

/** Routes that no screen waits for: a plan of privacy looks through every table, and its button says so meanwhile. */
const NOT_OF_A_SCREEN: readonly string[] = [
  '/api/session',
  '/api/openapi.json',
  '/api/sign-in/oidc',
  '/api/sign-in/oidc/callback',
  '/api/connections/{id}/privacy/plan',
]

/** The routes of a document that read, and that no screen here asks: those without parameters become a screen each, the others are counted apart. */
export function unaskedRoutes(
  paths: Readonly<Record<string, object>>,
  screens: readonly Screen[],
): { readonly plain: readonly Screen[]; readonly withParameters: readonly string[] } {
  const asked = screens.flatMap(({ asks }) => asks.map((ask) => ask.replace(/\?.*/, '')))
  const isAsked = (path: string): boolean => {
    const like = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
    return NOT_OF_A_SCREEN.includes(path) || asked.some((ask) => like.test(ask))
  }
  const unasked = Object.entries(paths).flatMap(([path, item]) => ('get' in item && !isAsked(path) ? [path] : []))
  return {
    plain: unasked.filter((path) => !path.includes('{')).map((path) => ({ name: path, asks: [path] })),
    withParameters: unasked.filter((path) => path.includes('{')),
  }
}
