/** Held by each transaction that writes the current generation's tables, so none of them is under way while readers are given another. */
export const WITH_GENERATION = `select pg_advisory_xact_lock_shared(hashtext('trellis.generation'))`

/** Held by a process that makes a generation current, or puts another table into the one that is. Waits for writers, and they for it; until the transaction's end. */
export const ALONE_WITH_GENERATION = `select pg_advisory_xact_lock(hashtext('trellis.generation'))`

/** Held by a process that makes sure that all is there, so one does so at a time. Apart from the other, since writers need not wait for each one that starts. */
export const ALONE_PREPARING = `select pg_advisory_xact_lock(hashtext('trellis.preparing'))`
