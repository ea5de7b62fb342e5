import { versionAt } from '@trellis/runtime'

/** SQL: somebody spoke of the suspect, or a listing showed it, after the request that raised the suspicion (rule E3). */
export function isAllayed(suspect: string): string {
  return `exists (select 1 from ops.listed_record r
    where r.connection_id = ${suspect}.connection_id and r.resource = ${suspect}.resource and r.key = ${suspect}.key
      and (r.seen_us > ${suspect}.asked_us or greatest(r.version, r.spoken) > ${versionAt(`${suspect}.asked_us`)}))`
}
