import { beforeEach, describe, expect, test } from 'vitest'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import { allHeard } from '../../src/trivia/listening.ts'
import { type Open, openRound, type Round } from '../../src/trivia/round.ts'
import { asked, opening, start } from './game.ts'

let clock: VirtualClock
let heard: number
let isDeaf: boolean
let askedFor: number[]
beforeEach(() => {
  clock = virtualClock(start)
  heard = start
  isDeaf = false
  askedFor = []
})

const hearing = {
  heardUntil(_guild: string, wanted: number) {
    askedFor.push(wanted)
    return heard
  },
  isDeaf: () => isDeaf,
}
const closes = start + 10_000
function question(more: Partial<Open> = {}): Round {
  const round = openRound(opening({}, { questions: [asked('choice')] }), { joined: 0 })
  const phase: Open = {
    ...{ name: 'open', question: 0, attempt: 0, message: '1', starts: [start], closes },
    ...{ settles: closes + 2_500, gaps: [] },
    ...more,
  }
  return { ...round, phase }
}
/** What it resolves with, once it does; 'waiting' before. */
function listen(round: Round) {
  let outcome: number | undefined | 'waiting' = 'waiting'
  void allHeard(round, hearing, clock).then((value) => {
    outcome = value
  })
  return async (ms: number) => {
    await new Promise((resolve) => setImmediate(resolve))
    await clock.advance(ms)
    return outcome
  }
}

describe('a question whose time is over', () => {
  test('is counted at once where everything up to its end and its grace has arrived', async () => {
    heard = closes + 1_000
    expect(await listen(question())(0)).toBeUndefined()
    expect(askedFor).toEqual([closes + 1_000])
  })

  test('waits for the rest, and no longer', async () => {
    const outcome = listen(question())
    expect(await outcome(5_000)).toBe('waiting')
    heard = closes + 1_000
    expect(await outcome(100)).toBeUndefined()
  })

  test('is interrupted where the line stays down, and it is said since when', async () => {
    isDeaf = true
    const outcome = listen(question())
    expect(await outcome(9_900)).toBe('waiting')
    expect(await outcome(300)).toBe(start)
  })

  test('waits half a minute at the most, whatever is wrong', async () => {
    const outcome = listen(question())
    expect(await outcome(29_900)).toBe('waiting')
    expect(await outcome(300)).toBe(start)
  })

  test('waits for nothing where everybody has answered', async () => {
    expect(await listen(question({ settles: closes - 4_000 }))(0)).toBeUndefined()
    expect(askedFor).toEqual([])
  })
})
