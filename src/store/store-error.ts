/** What can go wrong in either engine, under one name. */

/**
 * - `unique`, `reference`: a rule of the tables was broken;
 * - `busy`: another transaction was in the way, trying again helps;
 * - `full`, `read-only`: the disk takes no more, reading goes on;
 * - `unavailable`: the engine cannot be reached or gave no answer in time.
 */
export type StoreFault = 'unique' | 'reference' | 'busy' | 'full' | 'read-only' | 'unavailable'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly fault: StoreFault

  constructor(fault: StoreFault, cause: unknown) {
    super(`the store: ${fault}`, { cause })
    this.fault = fault
  }
}

/** PostgreSQL's SQLSTATE and Node's codes of a lost connection. */
const byCode: ReadonlyMap<string, StoreFault> = new Map([
  ['23505', 'unique'],
  ['23503', 'reference'],
  ['40001', 'busy'],
  ['40P01', 'busy'],
  ['55P03', 'busy'],
  ['53100', 'full'],
  ['25006', 'read-only'],
  ['57014', 'unavailable'],
  ['57P01', 'unavailable'],
  ['57P03', 'unavailable'],
  ['53300', 'unavailable'],
  ['08006', 'unavailable'],
  ['08003', 'unavailable'],
  ['ECONNREFUSED', 'unavailable'],
  ['ECONNRESET', 'unavailable'],
  ['EPIPE', 'unavailable'],
  ['ETIMEDOUT', 'unavailable'],
])

/** SQLite's extended result codes; https://www.sqlite.org/rescode.html */
const bySqliteCode: ReadonlyMap<number, StoreFault> = new Map([
  [2067, 'unique'],
  [1555, 'unique'],
  [787, 'reference'],
  [5, 'busy'],
  [6, 'busy'],
  [13, 'full'],
  [8, 'read-only'],
  [10, 'unavailable'],
])

/** `error` as a StoreError where it is one of the named faults, otherwise as it came. */
export function storeErrorOf(error: unknown): unknown {
  if (error instanceof StoreError || typeof error !== 'object' || error === null) return error
  const { code, errcode, message } = error as { code?: string; errcode?: number; message?: string }
  const fault =
    bySqliteCode.get(errcode ?? -1) ??
    // The low byte is the primary code; the rest says more of it.
    bySqliteCode.get((errcode ?? -1) & 0xff) ??
    byCode.get(code ?? '') ??
    // pg tells of a connection lost in mid-query only in words.
    (/^(?:Connection terminated|timeout exceeded when trying to connect)/.test(message ?? '')
      ? 'unavailable'
      : undefined)
  return fault === undefined ? error : new StoreError(fault, error)
}
