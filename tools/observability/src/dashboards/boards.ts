import type { Board } from './board.js'
import { ingress } from './ingress.js'
import { overview } from './overview.js'
import { pipeline } from './pipeline.js'
import { poller } from './poller.js'
import { stores } from './stores.js'
import { writer } from './writer.js'

/** Every dashboard, the one to open first at the beginning. */
export const boards: readonly Board[] = [overview, ingress, poller, pipeline, writer, stores]
