/** Instants that rules compare are microseconds since the epoch (`…_us`); 64-bit numbers are decimal text. */
export const US = { type: 'bigint', nullable: true } as const
