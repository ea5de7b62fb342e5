/**
 * The version that generated contracts carry. What is kept in docs/contracts/published/<version> never changes: once this version stands there,
 * a change of any contract needs a higher one. Only compatible changes are possible (see `incompatibilities`), so the first digit stays.
 */
export const CONTRACT_VERSION = '1.2.0'
