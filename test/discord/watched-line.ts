/** A bench whose line is watched, and what the watch has logged; new for each test. */

import { afterEach, beforeEach, expect } from 'vitest'
import { type Watch, watchHearing } from '../../src/discord/hearing.ts'
import { createLog } from '../../src/log.ts'
import { type Bench, startBench } from '../playground/bot.ts'

export interface WatchedLine {
  readonly bench: Bench
  readonly watch: Watch
  readonly logged: readonly { readonly msg: string }[]
  readonly guild: string
  /** Frames of this name that the bot has sent. */
  frames(title: string): readonly unknown[]
}

/** Starts one before each test of the file and stops it afterwards; call what comes back within a test. */
export function watchedLine(): () => WatchedLine {
  let line: WatchedLine
  beforeEach(async () => {
    const bench = await startBench([{ name: 'hi', description: 'Says hi', type: 1 }])
    bench.slash((interaction) => interaction.reply('Hi!'))
    const logged: { readonly msg: string }[] = []
    const log = createLog('info', [], { write: (text) => logged.push(JSON.parse(text)) })
    const watch = watchHearing(bench.client, { now: Date.now, log })
    const guild = bench.playground.guild.id
    const frames = (title: string) =>
      bench.playground.history.records.filter((one) => one.kind === 'frame' && one.title === title)
    line = { bench, watch, logged, guild, frames }
    // The first event that the watch knows of is a session.
    const ready = new Promise((resolve) => bench.client.once('shardReady', resolve))
    bench.playground.gateway({ do: 'invalidate', resumable: false })
    await ready
    // It asks once, to see whether it is answered.
    await expect.poll(() => watch.heardUntil(guild, 0)).toBeLessThan(Number.POSITIVE_INFINITY)
  })
  afterEach(async () => {
    line.watch.stop()
    await line.bench.stop()
  })
  return () => line
}
