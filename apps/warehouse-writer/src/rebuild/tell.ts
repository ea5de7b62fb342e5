import type { RebuildEvent } from '@trellis/runtime'

/** Hears what is done. */
export type Tell = (event: RebuildEvent) => void
