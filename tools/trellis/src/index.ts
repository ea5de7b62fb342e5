export * from './first-sync.js'
export * from './raw-append.js'
export * from './start/services.js'
export * from './status.js'
