import type { RebuildEvent, RebuildSaid, TableParity } from '@trellis/runtime'

/** What a rebuild has said so far, once it has said this too. */
export function whatWasSaid(before: RebuildSaid, event: RebuildEvent): RebuildSaid {
  // What it has waited for has come.
  const said = { ...before, waiting: null }
  switch (event.event) {
    case 'generation':
      return { ...said, generation: event.generation }
    case 'progress': {
      const { event: _, ...progress } = event
      return { ...said, progress }
    }
    case 'parity': {
      const { resources } = event
      const rows = resources.reduce((sum, { after }) => sum + (after?.rows ?? 0), 0)
      return { ...said, comparison: { tables: resources.length, rows, other: resources.filter(isOther) } }
    }
    case 'waiting':
      return { ...said, waiting: bounded(event.why) }
    case 'switched':
      return { ...said, switched: { from: event.from, to: event.to, recreated: event.recreated } }
    case 'refused':
      return { ...said, why: bounded(event.why), dependents: event.dependents ?? [] }
    case 'complete':
    case 'shown':
    case 'replaced':
    case 'dropped':
    case 'generations':
      return said
    default:
      return event satisfies never
  }
}

function isOther({ same, added, dropped, retyped }: TableParity): boolean {
  return !same || added.length + dropped.length + retyped.length > 0
}

function bounded(text: string): string {
  return text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text
}
