export { ownOps, type OwnOps } from './own-ops.js'
