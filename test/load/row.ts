/** What a load found out. */

/** One row: a bar and what was measured. */
export interface Row {
  /** Whether it depends on how fast the machine is. */
  readonly isCost?: boolean
  readonly bar: string
  readonly measured: string
  /** undefined: stands there for comparison. */
  readonly met?: boolean
}

/** What was measured, and the verdict, as cells of a table. */
export function rowText({ measured, met }: Row): string {
  return `${measured} | ${met === undefined ? '–' : met ? 'met' : '**missed**'}`
}
