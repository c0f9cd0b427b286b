/** Turns: what concerns one guild happens one after the other. */

/** Lets what concerns one guild happen one after the other; what fails holds nothing up. */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return <Result>(guild: string, work: () => Promise<Result>): Promise<Result> => {
    const doing = (last.get(guild) ?? Promise.resolve()).then(work)
    const settled = doing.then(
      () => undefined,
      () => undefined,
    )
    last.set(guild, settled)
    void settled.then(() => {
      if (last.get(guild) === settled) last.delete(guild)
    })
    return doing
  }
}

/** Work for a guild in turn, where all who ask before it begins share it. */
export function createShared<Result>(
  work: (guild: string) => Promise<Result>,
  inTurn: ReturnType<typeof createTurns>,
): (guild: string) => Promise<Result> {
  const waiting = new Map<string, Promise<Result>>()
  return (guild) => {
    const asked = waiting.get(guild)
    if (asked !== undefined) return asked
    const doing = inTurn(guild, () => {
      waiting.delete(guild)
      return work(guild)
    })
    waiting.set(guild, doing)
    return doing
  }
}
