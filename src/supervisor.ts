/** Keeps the processes of one machine alive, and replaces them one after the other without a gap. */

import { type Cancel, type Clock, pause } from './clock.ts'
import type { Log } from './log.ts'
import { type Ends, ended, isFinal, noEnds, pauseAfter, whyEnded } from './shards/restarts.ts'
import { type Span, spanText } from './shards/span.ts'

/** A process, as it was started. */
export interface Child {
  readonly pid: number
  /** Calls back whenever it shows that it lives, with whether it serves. */
  onSign(listener: (sign: 'alive' | 'serving') => void): void
  onExit(listener: (code: number | null, signal?: string | null) => void): void
  kill(signal: NodeJS.Signals): void
}

export interface SupervisorNeeds {
  readonly spans: readonly Span[]
  /** Starts the process of a span; `replace`: it is to take over from the one that runs. */
  readonly start: (span: Span, at: number, replace: boolean) => Child
  readonly clock: Clock
  readonly log: Log
}

export interface Supervisor {
  /** Starts them all. Resolves with an exit code: 0 after `stop`, or that of a process that cannot be helped. */
  run(): Promise<number>
  /** Replaces each process by a new one; resolves with whether all were. */
  roll(): Promise<boolean>
  stop(): void
}

/** A process that shows no sign of life for so long is ended, in milliseconds. */
const silence = 15_000

/** How long a new process may take until it serves, and an old one until it has ended, in milliseconds. */
const patience = { serving: 120_000, ending: 25_000 } as const

/** The process of one span. */
interface Post {
  readonly span: Span
  readonly at: number
  current: Watched | undefined
  /** While it is being replaced: what takes over, and how that ends. */
  heir: Watched | undefined
  replacing: Promise<boolean> | undefined
  ends: Ends
}

interface Watched {
  readonly child: Child
  readonly startedAt: number
  readonly exited: Promise<number | null>
  /** Resolves with true once it serves, with false where it ends before. */
  readonly serving: Promise<boolean>
}

export function createSupervisor({ spans, start, clock, log }: SupervisorNeeds): Supervisor {
  const nobody = { current: undefined, heir: undefined, replacing: undefined }
  const posts = spans.map((span, at): Post => ({ span, at, ...nobody, ends: noEnds }))
  const { promise: over, resolve: end } = Promise.withResolvers<number>()
  let stopping = false

  const launch = ({ span, at }: Post, replace: boolean): Watched => {
    const started = start(span, at, replace)
    let isAsked = false
    const child: Child = {
      ...started,
      kill(signal) {
        isAsked = true
        started.kill(signal)
      },
    }
    const fields = { pid: child.pid, shards: spanText(span) }
    log.info({ ...fields, replace }, 'started')
    const { promise: serving, resolve: served } = Promise.withResolvers<boolean>()
    let cancel: Cancel = () => {}
    const watch = () => {
      cancel()
      cancel = clock.after(silence, () => {
        log.error(fields, 'no sign of life: ended')
        child.kill('SIGKILL')
      })
    }
    child.onSign((sign) => {
      watch()
      if (sign === 'serving') served(true)
    })
    const exited = new Promise<number | null>((resolve) =>
      child.onExit((code, signal = null) => {
        cancel()
        served(false)
        const why = isAsked ? undefined : whyEnded(code, signal)
        if (why === undefined) log.info({ ...fields, code }, 'ended')
        else log.error({ ...fields, code, signal, why }, 'ended')
        resolve(code)
      }),
    )
    return { child, startedAt: clock.now(), exited, serving }
  }

  /** Starts the process of a post again and again, until all is over. */
  const keep = async (post: Post): Promise<void> => {
    while (!stopping) {
      post.current ??= launch(post, false)
      const mine = post.current
      const code = await mine.exited
      // It may have ended because its heir took over.
      await post.replacing
      if (post.current !== mine) continue
      post.current = undefined
      if (stopping) return
      if (isFinal(code)) return stop(code ?? 1)
      post.ends = ended(post.ends, clock.now() - mine.startedAt)
      await pause(clock, pauseAfter(post.ends))
    }
  }

  const stop = (code: number) => {
    if (stopping) return
    stopping = true
    const living = posts
      .flatMap(({ current, heir }) => [current, heir])
      .filter((one) => one !== undefined)
    for (const { child } of living) child.kill('SIGTERM')
    const late = pause(clock, patience.ending).then(() => {
      for (const { child } of living) child.kill('SIGKILL')
    })
    const all = Promise.all(living.map(({ exited }) => exited))
    void Promise.race([all, late.then(() => all)]).then(() => end(code))
  }

  /** Replaces one process; where its heir does not come to serve, it stays. */
  const replace = async (post: Post): Promise<boolean> => {
    const old = post.current
    if (old === undefined || stopping) return false
    const heir = launch(post, true)
    post.heir = heir
    const late = pause(clock, patience.serving).then(() => false)
    const serves = await Promise.race([heir.serving, late])
    post.heir = undefined
    if (!serves) {
      heir.child.kill('SIGKILL')
      log.error(
        { shards: spanText(post.span) },
        'the new process does not serve: the old one goes on',
      )
      return false
    }
    post.current = heir
    post.ends = noEnds
    await Promise.race([
      old.exited,
      pause(clock, patience.ending).then(() => old.child.kill('SIGKILL')),
    ])
    return true
  }

  let rolling: Promise<boolean> | undefined
  const rollAll = async () => {
    for (const post of posts) {
      post.replacing = replace(post)
      const isReplaced = await post.replacing
      post.replacing = undefined
      if (!isReplaced) return false
    }
    return true
  }
  return {
    async run() {
      for (const post of posts) void keep(post)
      return over
    },
    roll() {
      rolling ??= rollAll().finally(() => {
        rolling = undefined
      })
      return rolling
    },
    stop: () => stop(0),
  }
}
