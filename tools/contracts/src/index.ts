export * from './documents.js'
export * from './incompatibilities.js'
