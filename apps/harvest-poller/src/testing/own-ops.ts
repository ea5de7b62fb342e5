export { ownOps, type OwnOps } from '@trellis/runtime/testing'
