// Is the service of this container alive? Asks /healthz where the service has it: at HEALTH_PORT, or at the default of the one that runs.
import { readFileSync } from 'node:fs'

const DEFAULTS = { 'harvest-poller': 4001, normalizer: 4002, 'warehouse-writer': 4003, 'webhook-ingress': 4004, console: 4005 }
const command = readFileSync('/proc/1/cmdline', 'utf8')
const [, name = ''] = /apps\/([a-z-]+)\/dist\/main\.js/.exec(command) ?? []
const port = process.env.HEALTH_PORT || DEFAULTS[name]
// What is no service has no health to be asked for: a job, or the command line.
if (port === undefined) process.exit(0)
const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined)
process.exit(answer?.ok ? 0 : 1)
