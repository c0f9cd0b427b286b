/** Waiting for something, but not for ever. */

/** What `work` comes to, or undefined where that takes longer than `ms` milliseconds; the work goes on all the same. */
export async function inTime<Result>(
  work: Promise<Result>,
  ms: number,
): Promise<Result | undefined> {
  const { promise: enough, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, ms, undefined)
  return Promise.race([work, enough]).finally(() => clearTimeout(timer))
}
