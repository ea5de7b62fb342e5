export { hookServer, type HookRequest, type HookServer } from './hook-server.js'
export { ownLog, recordsOf } from './own-log.js'
export { rowsOf, saidBy } from './rows-of.js'
export { writeTables } from './write-tables.js'
