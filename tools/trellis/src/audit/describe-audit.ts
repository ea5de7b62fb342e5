import { differs, type WebhookArrivals } from '@trellis/operations'
import type { AuditedResource, AuditReport } from '@trellis/runtime'
import { count, textTable } from '../text-table.js'

/** What the command gives as JSON. */
export interface Audit extends AuditReport {
  readonly connection: string
  readonly webhooks: readonly WebhookArrivals[]
}

/** 0: everything was asked, and nothing differs. 1: something differs. 2: nothing differs of what was asked, but not everything was. */
export function exitCodeOf({ resources }: Pick<Audit, 'resources'>): 0 | 1 | 2 {
  if (resources.some(differs)) return 1
  return resources.some(({ notAsked }) => notAsked !== null) ? 2 : 0
}

/** An audit as a screen of text: the resources that have something to say, or `all` of them, and the totals. */
export function describeAudit({ connection, resources, webhooks, begunAt, finishedAt }: Audit, all: boolean): string {
  const asked = resources.filter(({ notAsked }) => notAsked === null)
  const shown = asked.filter((each) => all || differs(each) || each.unreadable > 0)
  const sum = (of: (each: AuditedResource) => number): string => count(asked.reduce((total, each) => total + of(each), 0))
  const totals = [
    `${count(asked.length)} resources`,
    ...[sum((each) => each.inGreenhouse), sum((each) => each.inTables), sum((each) => each.missing), sum((each) => each.extra)],
    ...[sum((each) => each.different), sum((each) => each.unreadable), ''],
  ]
  return [
    `connection ${connection}, from ${begunAt.slice(0, 19)}Z to ${finishedAt.slice(0, 19)}Z`,
    '',
    ...textTable(HEAD, [...shown.map(line), totals]),
    ...section('', shown.flatMap(details)),
    ...section(
      'not asked:',
      resources.flatMap(({ resource, notAsked }) => (notAsked === null ? [] : [`  ${resource}: ${notAsked}`])),
    ),
    ...section(
      'webhooks that never came, though what they report was seen in listings (are they switched on in Greenhouse?):',
      webhooks.filter(({ isMissed, arrivals }) => isMissed && arrivals === 0).map(missedText),
    ),
    ...section(
      'webhooks that came, and are silent since, though what they report was seen in listings (are they still switched on?):',
      webhooks.filter(({ isMissed, arrivals }) => isMissed && arrivals > 0).map(missedText),
    ),
    ...section(
      'other webhooks that never came:',
      webhooks.filter(({ arrivals, isMissed }) => arrivals === 0 && !isMissed).map(({ action }) => `  ${action}`),
    ),
  ].join('\n')
}

const HEAD = ['resource', 'in Greenhouse', 'in our tables', 'missing', 'extra', 'different', 'unreadable', 'oldest unseen change']

function line(each: AuditedResource): readonly string[] {
  const figures = [each.inGreenhouse, each.inTables, each.missing, each.extra, each.different, each.unreadable]
  return [each.resource, ...figures.map(count), differs(each) ? (each.oldestChange ?? 'unknown') : '']
}

function details({ resource, columns, examples, notAskedAgain }: AuditedResource): readonly string[] {
  const cells = Object.entries(columns).map(([name, rows]) => `${name} (${count(rows)})`)
  return [
    ...(cells.length > 0 ? [`${resource} differs in ${cells.join(', ')}`] : []),
    ...(notAskedAgain > 0 ? [`${resource}: ${count(notAskedAgain)} of these were not asked for again by name`] : []),
    ...(examples.length > 0 ? [`${resource}: such as ${examples.map(({ key, what }) => `${key} (${what})`).join(', ')}`] : []),
  ]
}

function missedText({ action, lastAt, seenAt }: WebhookArrivals): string {
  return `  ${action}: ${lastAt === null ? '' : `came last at ${lastAt}, `}seen last at ${seenAt ?? 'an unknown time'}`
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return []
  return title === '' ? ['', ...lines] : ['', title, ...lines]
}
