/**
 * Another seed each time, or the one that HARD_WEEK_SEED names. It draws the same company, weather and blows again; when a blow falls into what work
 * is another each time all the same.
 */
export function freshSeed(): number {
  return Number(process.env['HARD_WEEK_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
}
