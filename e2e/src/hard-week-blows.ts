import { SERVICES, type ServiceName } from '@trellis/cli'
import type { Random } from '@trellis/greenhouse-sandbox'

/** What hits the system in a hard week. Whatever is killed comes back `absentSteps` of the company's life later. */
export type Blow =
  | { readonly type: 'weather'; readonly atStep: number }
  | { readonly type: 'credentials'; readonly atStep: number; readonly what: 'tokens' | 'cursors' }
  | { readonly type: 'kill'; readonly atStep: number; readonly who: ServiceName; readonly absentSteps: number }
  | { readonly type: 'outage'; readonly atStep: number; readonly of: 'kafka' | 'postgres'; readonly absentSteps: number }

/** How many of each come in how many steps. */
export interface Measure {
  readonly steps: number
  readonly days: number
  readonly killsOfEach: number
  readonly outagesOfEach: number
}

/** The blows of a week in the order in which they fall, drawn by chance; the week begins with its first weather. */
export function drawBlows(random: Random, { steps, days, killsOfEach, outagesOfEach }: Measure): readonly Blow[] {
  const atStep = (): number => random.int(Math.ceil(steps / 50), Math.floor(0.95 * steps))
  const absentSteps = (): number => random.int(0, Math.floor(steps / 20))
  const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
  const blows: readonly Blow[] = [
    ...times(days, (day): Blow => ({ type: 'weather', atStep: Math.floor((day * steps) / days) })),
    ...times(days, (): Blow => ({ type: 'credentials', atStep: atStep(), what: random.pick(['tokens', 'cursors']) })),
    ...SERVICES.flatMap((who) =>
      times(killsOfEach, (): Blow => ({ type: 'kill', atStep: atStep(), who, absentSteps: absentSteps() })),
    ),
    ...(['kafka', 'postgres'] as const).flatMap((of) =>
      times(outagesOfEach, (): Blow => ({ type: 'outage', atStep: atStep(), of, absentSteps: absentSteps() })),
    ),
  ]
  return blows.toSorted((one, other) => one.atStep - other.atStep)
}
