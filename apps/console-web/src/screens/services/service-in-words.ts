import type { Schemas } from '../../api/client.js'
import type { State } from '../../components/state-badge.js'

type Service = Pick<Schemas['ServiceAnswer'], 'service' | 'state' | 'processes'>
type Process = Pick<Schemas['ServiceProcessAnswer'], 'failing' | 'isAlive' | 'stoppedAt'>

const DOES: Readonly<Record<Schemas['ServiceName'], string>> = {
  'webhook-ingress': 'Takes webhooks and puts them on the log',
  'harvest-poller': 'Asks Greenhouse for what has changed',
  normalizer: 'Makes events of what was put on the log',
  'warehouse-writer': 'Writes the tables',
  console: 'These pages, and alerts',
}

/** What a service does, in a sentence. */
export function doesInWords(service: Schemas['ServiceName']): string {
  return DOES[service]
}

const STATES: Readonly<Record<Schemas['ServiceState'], State>> = {
  running: 'live',
  waiting: 'retrying',
  stopped: 'needs you',
  silent: 'needs you',
  never: 'never',
}

/** The state of a service by its name among all states. */
export function stateOf(state: Schemas['ServiceState']): State {
  return STATES[state]
}

/** Why a service is in its state, and what to do; nothing where it is as it should be. */
export function whyInWords({ service, state, processes }: Service): string | undefined {
  switch (state) {
    case 'running':
      return othersInWords(processes)
    case 'waiting': {
      const checks = [...new Set(processes.filter(({ isAlive }) => isAlive).flatMap(({ failing }) => failing))].toSorted()
      return ['Runs, and waits for: ', checks.join(', '), '.', prefixed(othersInWords(processes))].join('')
    }
    case 'stopped':
      return `Was stopped in order. Start ${service}: it goes on where it stopped.`
    case 'silent':
      return `Fell silent: its process has ended without a word, hangs, or does not reach the database. See whether it runs, and read its log.`
    case 'never':
      return `Has not run with this database yet, or lacks the right to say so: "trellis roles" shows rights that are missing.`
  }
}

/** What is said of processes that fell silent while others of their service run. */
function othersInWords(processes: readonly Process[]): string | undefined {
  const silent = processes.filter((each) => lifeOf(each) === 'silent').length
  if (silent === 0) return undefined
  return silent === 1
    ? 'One process of it fell silent; others run.'
    : `${String(silent)} processes of it fell silent; others run.`
}

function prefixed(text: string | undefined): string {
  return text === undefined ? '' : ` ${text}`
}

/** Whether a process runs, has ended in order, or says nothing any more without having ended. */
export function lifeOf({ isAlive, stoppedAt }: Pick<Process, 'isAlive' | 'stoppedAt'>): 'runs' | 'ended' | 'silent' {
  if (stoppedAt !== null) return 'ended'
  return isAlive ? 'runs' : 'silent'
}

/** What the checks of a process say; of one that does not run, that nothing is known. */
export function healthInWords(process: Process): string {
  switch (lifeOf(process)) {
    case 'ended':
      return 'ended in order'
    case 'silent':
      return 'silent'
    case 'runs':
      return process.failing.length === 0 ? 'all checks pass' : `waits for ${process.failing.join(', ')}`
  }
}

/** The version of a service, or those of its processes where they differ, as during a rollout. */
export function versionsInWords(processes: readonly { readonly version: string }[]): string | undefined {
  const versions = [...new Set(processes.map(({ version }) => version))].toSorted()
  return versions.length === 0 ? undefined : versions.join(', ')
}

/** What a setting is, for people; undefined where it is not set. */
export function settingInWords({ value, isSet }: Pick<Schemas['SettingAnswer'], 'value' | 'isSet'>): string | undefined {
  if (isSet !== null) return isSet ? 'set, and not shown' : undefined
  return value ?? undefined
}
