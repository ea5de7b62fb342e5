import type { ServiceProcess } from '@trellis/runtime'
import type { ServiceStatus } from '@trellis/operations'
import { textTable } from '../text-table.js'

const HEAD = ['service', 'state', 'process', 'version', 'since', 'last seen', 'behind', 'what of it']

/** Services as a table of text: a line for each process, and one for a service that has none. */
export function describeServices(services: readonly ServiceStatus[]): string {
  const rows = services.flatMap(({ service, state, processes, isReader, behind }) => {
    const lag = isReader ? String(behind ?? 'unknown') : ''
    if (processes.length === 0) return [[service, state, '', '', '', '', lag, '']]
    return processes.map((each) => [
      ...[service, state, each.instance, each.version, each.startedAt, each.seenAt, lag],
      processInWords(each),
    ])
  })
  return textTable(HEAD, rows).join('\n')
}

function processInWords({ isAlive, stoppedAt, failing }: ServiceProcess): string {
  if (stoppedAt !== null) return 'ended in order'
  if (!isAlive) return 'silent: it has not ended, and says nothing any more'
  return failing.length === 0 ? 'runs' : `waits for ${failing.join(', ')}`
}
