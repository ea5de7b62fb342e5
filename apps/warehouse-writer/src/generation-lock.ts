/** Held by each transaction that writes the current generation's tables, so that none of them is under way while readers are given another. */
export const WITH_GENERATION = `select pg_advisory_xact_lock_shared(hashtext('trellis.generation'))`

/** Held by whoever makes a generation current, or puts another table into the one that is. Waits for writers, and they for it; until the transaction's end. */
export const ALONE_WITH_GENERATION = `select pg_advisory_xact_lock(hashtext('trellis.generation'))`

/** Held by whoever makes sure that all is there, so that one does so at a time. Apart from the other, since writers need not wait for each one that starts. */
export const ALONE_PREPARING = `select pg_advisory_xact_lock(hashtext('trellis.preparing'))`
