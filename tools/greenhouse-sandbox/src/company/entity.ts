/** What every resource of Harvest v3 has (Harvest v3 reference). Rows are never changed in place, so an old row is an old state. */
export interface Entity {
  readonly id: number
  readonly created_at: string
  readonly updated_at: string
}
