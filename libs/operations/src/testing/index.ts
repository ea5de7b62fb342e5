export { ownLog, recordsOf } from './own-log.js'
export { rowsOf, saidBy } from './rows-of.js'
