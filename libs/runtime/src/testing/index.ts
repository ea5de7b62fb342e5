export { givenIn, LONG_AGO, type Given } from './given.js'
export { randomMasterKeys } from './master-keys.js'
export { ownOps, type OpsTemplate, type OwnOps } from './own-ops.js'
export { overriding } from './overriding.js'
