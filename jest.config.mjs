/** One Jest for the whole workspace; kinds of spec are told apart by their names (`*.spec.ts`, `*.int.spec.ts`, `*.e2e.spec.ts`, `*.verify.spec.ts`, `*.alone.spec.ts`). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools', '<rootDir>/examples', '<rootDir>/e2e', '<rootDir>/bench'],
  testRegex: ['/src/.*\\.spec\\.ts$'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['trellis-source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      },
    ],
  },
  workerIdleMemoryLimit: '1GB',
  // More than processors: each worker waits for Kafka and Postgres a third of its time.
  maxWorkers: 3,
  // For what hangs: a busy machine may be several times slower than a quiet one.
  testTimeout: 900_000,
  testSequencer: '<rootDir>/jest.sequencer.mjs',
  cacheDirectory: '<rootDir>/.cache/jest',
}
