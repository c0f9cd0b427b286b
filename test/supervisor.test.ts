import { expect, test } from 'vitest'
import { createLog } from '../src/log.ts'
import { virtualClock } from '../src/playground/clock.ts'
import { divided, type Span, spanText } from '../src/shards/span.ts'
import { type Child, createSupervisor } from '../src/supervisor.ts'

/** A machine on which processes are started, and end as the test says. */
function machine(total: number, processes: number) {
  const clock = virtualClock(0)
  const started: ReturnType<typeof process>[] = []
  const logged: Record<string, unknown>[] = []
  function process(span: Span, replace: boolean) {
    let sign: (sign: 'alive' | 'serving') => void = () => {}
    let exit: (code: number | null, signal?: string | null) => void = () => {}
    const signals: string[] = []
    const child: Child = {
      pid: started.length + 1,
      onSign: (listener) => {
        sign = listener
      },
      onExit: (listener) => {
        exit = listener
      },
      kill: (signal) => {
        signals.push(signal)
        exit(signal === 'SIGKILL' ? null : 0)
      },
    }
    const say = (what: 'alive' | 'serving') => sign(what)
    return {
      shards: spanText(span),
      replace,
      child,
      signals,
      say,
      end: (code: number | null, signal: string | null = null) => exit(code, signal),
    }
  }
  const supervisor = createSupervisor({
    spans: divided(total, processes),
    clock,
    log: createLog('info', [], { write: (line) => logged.push(JSON.parse(line)) }),
    start(span, _at, replace) {
      const one = process(span, replace)
      started.push(one)
      return one.child
    },
  })
  return { clock, started, logged, supervisor, running: supervisor.run() }
}

const shards = (all: { shards: string }[]) => all.map((one) => one.shards)

test('each process gets its part of the shards', () => {
  const { started, supervisor } = machine(16, 3)
  expect(shards(started)).toEqual(['0-4/16', '5-9/16', '10-15/16'])
  supervisor.stop()
})

test('a process that ends is started again: at once after a long life, later after each failure in a row', async () => {
  const { clock, started, supervisor } = machine(2, 1)
  await clock.advance(60_000)
  started[0]?.end(1)
  await clock.advance(0)
  await clock.advance(1)
  expect(started).toHaveLength(2)
  for (const wait of [1_000, 2_000, 4_000, 8_000]) {
    const before = started.length
    started.at(-1)?.end(1)
    await clock.advance(0)
    await clock.advance(wait - 1)
    expect(started).toHaveLength(before)
    await clock.advance(1)
    expect(started).toHaveLength(before + 1)
  }
  supervisor.stop()
})

test.each([
  ['SIGABRT', /out of memory/],
  ['SIGKILL', /because memory ran out, or by hand/],
  ['SIGSEGV', /ended by SIGSEGV/],
])('one that ends by %s is told of as an error, with what that means', (signal, why) => {
  const { started, logged, supervisor } = machine(2, 1)
  started[0]?.end(null, signal)
  expect(logged.at(-1)).toMatchObject({ msg: 'ended', level: 'error', signal })
  expect(logged.at(-1)?.why).toMatch(why)
  supervisor.stop()
})

test('one that was killed because it was silent is told of once, as that', async () => {
  const { clock, started, logged, supervisor } = machine(1, 1)
  started[0]?.say('serving')
  await clock.advance(15_000)
  const errors = logged.filter(({ level }) => level === 'error').map(({ msg }) => msg)
  expect(errors).toEqual(['no sign of life: ended'])
  supervisor.stop()
})

test('one that cannot be helped ends them all, with its code', async () => {
  const { started, running } = machine(4, 2)
  started[1]?.end(78)
  expect(await running).toBe(78)
  expect(started[0]?.signals).toEqual(['SIGTERM'])
})

test('one that falls silent is killed, and started again', async () => {
  const { clock, started, supervisor } = machine(1, 1)
  started[0]?.say('serving')
  await clock.advance(14_000)
  started[0]?.say('alive')
  await clock.advance(14_000)
  expect(started[0]?.signals).toEqual([])
  await clock.advance(2_000)
  expect(started[0]?.signals).toEqual(['SIGKILL'])
  await clock.advance(1_000)
  expect(started).toHaveLength(2)
  supervisor.stop()
})

test('they are replaced one after the other, each once its heir serves', async () => {
  const { clock, started, supervisor, running } = machine(4, 2)
  const rolling = supervisor.roll()
  await clock.advance(0)
  expect(started.map(({ shards, replace }) => [shards, replace])).toEqual([
    ['0-1/4', false],
    ['2-3/4', false],
    ['0-1/4', true],
  ])
  // The old one may end before its heir has said that it serves.
  started[0]?.end(0)
  await clock.advance(10_000)
  expect(started).toHaveLength(3)
  started[2]?.say('serving')
  await clock.advance(0)
  started[3]?.say('serving')
  started[1]?.end(0)
  expect(await rolling).toBe(true)
  await clock.advance(10_000)
  expect(started).toHaveLength(4)
  supervisor.stop()
  expect(await running).toBe(0)
  expect(started.map(({ signals }) => signals)).toEqual([[], [], ['SIGTERM'], ['SIGTERM']])
})

test('an heir that does not come to serve is ended, and the old one goes on', async () => {
  const { clock, started, supervisor } = machine(4, 2)
  const rolling = supervisor.roll()
  await clock.advance(120_000)
  expect(await rolling).toBe(false)
  expect(started[2]?.signals).toEqual(['SIGKILL'])
  expect(started[0]?.signals).toEqual([])
  supervisor.stop()
})
