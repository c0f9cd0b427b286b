/** The last net: a bug that nothing else caught costs what it hit and no more; many of them end the process in order. */

import type { Log } from './log.ts'

/** So many are borne within so many milliseconds; whoever starts the bot again can do no worse after that. */
const most = 5
const within = 60_000

export interface CrashNetNeeds {
  readonly log: Pick<Log, 'fatal'>
  /** Milliseconds; never runs backwards. */
  readonly now: () => number
  /** Whether anybody is being served yet: a start that goes wrong is better ended. */
  readonly isServing: () => boolean
  /** Called at the first one too many. */
  readonly giveUp: () => void
}

/** Makes what is to be called with every error that reached nobody, and the name of the event that told of it. */
export function createCrashNet({ log, now, isServing, giveUp }: CrashNetNeeds) {
  let times: readonly number[] = []
  let isOver = false
  return (error: unknown, event: string): void => {
    log.fatal({ err: error }, event)
    times = [...times.filter((time) => now() - time < within), now()]
    if (isOver || (times.length <= most && isServing())) return
    isOver = true
    giveUp()
  }
}

/** Exit code for a bug; EX_SOFTWARE of sysexits(3). */
export const bug = 70

/** What whoever runs the bot is told then. */
export const tooManyBugs =
  'Too many bugs in a minute (the log has each of them), so the bot has ended. Start it again.'

/** How long the end may take after too many bugs, in milliseconds. */
const patience = 10_000

/** Bugs that nothing caught are logged and borne; too many, or one before anybody is served, end the process. */
export function catchCrashes(
  log: CrashNetNeeds['log'],
  { isServing, end }: { readonly isServing: () => boolean; readonly end: () => void },
): void {
  const giveUp = () => {
    if (!isServing()) process.exit(bug)
    end()
    setTimeout(() => process.exit(bug), patience).unref()
  }
  const caught = createCrashNet({ log, now: () => performance.now(), isServing, giveUp })
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => caught(error, event))
}
