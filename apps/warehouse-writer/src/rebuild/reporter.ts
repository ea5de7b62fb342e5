import type { RebuildEvent } from '@trellis/runtime'

/** Hears what is done. */
export type Reporter = (event: RebuildEvent) => void
