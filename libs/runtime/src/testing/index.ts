export { ownOps, type OwnOps } from './own-ops.js'
export { overriding } from './overriding.js'
