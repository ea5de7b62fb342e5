export * from './contract.js'
export * from './documents.js'
export * from './incompatibilities.js'
