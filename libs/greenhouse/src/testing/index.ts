export { fixtures, parsed, readFixtures, type DocumentedFields, type Fixtures, type ListedFixture } from './fixtures.js'
export { resourceSuite, silentClaims, silentPlaces } from './resource-suite.js'
