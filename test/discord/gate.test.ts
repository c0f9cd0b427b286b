import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGate } from '../../src/discord/gate.ts'

const one = (id: string) => ({ id })

test('what came before the gate opened is answered then, unless another process has', () => {
  const gate = createGate(() => 0)
  expect([gate.admits(one('1')), gate.admits(one('2'))]).toEqual([false, false])
  expect(gate.open(['1'])).toEqual([one('2')])
  expect(gate.admits(one('3'))).toBe(true)
  expect(gate.admits(one('1'))).toBe(false)
})

test('what waited for too long is left alone: Discord has given it up', () => {
  let now = 0
  const gate = createGate(() => now)
  gate.admits(one('1'))
  now = 2_600
  gate.admits(one('2'))
  expect(gate.open([])).toEqual([one('2')])
})

test('what has waited for 2.5 seconds is left alone, also where nothing came after it', () => {
  let now = 0
  const gate = createGate(() => now)
  gate.admits(one('1'))
  now = 1
  gate.admits(one('2'))
  now = 2_500
  expect(gate.open([])).toEqual([one('2')])
})

test('what was answered is known for ten seconds, and then forgotten', () => {
  let now = 0
  const gate = createGate(() => now)
  gate.open([])
  const admits = (at: number, id: string) => {
    now = at
    return gate.admits(one(id))
  }
  expect([admits(0, 'a'), admits(1, 'b'), admits(10_000, 'c'), admits(10_000, 'a')]).toEqual([
    ...[true, true, true, false],
  ])
  expect([admits(10_001, 'd'), admits(10_001, 'b'), admits(10_001, 'a')]).toEqual([
    ...[true, false, true],
  ])
  now = 20_000
  expect(gate.close()).toEqual(['c', 'd', 'a'])
})

test('a closed gate tells what it let through of late', () => {
  let now = 0
  const gate = createGate(() => now)
  gate.admits(one('1'))
  gate.open([])
  now = 5_000
  gate.admits(one('2'))
  now = 12_000
  expect(gate.close()).toEqual(['2'])
  expect(gate.admits(one('3'))).toBe(false)
})

test('a gate that is held lets nothing through until it is opened again', () => {
  const gate = createGate(() => 0)
  gate.open(['1'])
  gate.hold()
  expect([gate.admits(one('1')), gate.admits(one('2'))]).toEqual([false, false])
  expect(gate.open([])).toEqual([one('2')])
  gate.close()
  gate.hold()
  expect([gate.open([]), gate.admits(one('3'))]).toEqual([[], false])
})

test('however two processes hear of them, each is answered once', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 99 }).map(String), { maxLength: 30 })
  const shuffled = (all: readonly string[]) =>
    fc.shuffledSubarray([...all], { minLength: all.length })
  const runs = ids.chain((all) =>
    fc.tuple(shuffled(all), shuffled(all), fc.nat(all.length), fc.nat(all.length)),
  )
  fc.assert(
    fc.property(runs, ([toOld, toNew, cut, opened]) => {
      const old = createGate(() => 0)
      const heir = createGate(() => 0)
      old.open([])
      const answered: string[] = []
      const hear = (gate: typeof old, id: string) =>
        void (gate.admits(one(id)) && answered.push(id))
      for (const id of toOld.slice(0, cut)) hear(old, id)
      for (const id of toNew.slice(0, opened)) hear(heir, id)
      answered.push(...heir.open(old.close()).map(({ id }) => id))
      for (const id of toOld.slice(cut)) hear(old, id)
      for (const id of toNew.slice(opened)) hear(heir, id)
      expect(answered.toSorted()).toEqual(toOld.toSorted())
    }),
  )
})

test('what is delivered twice is answered once, before the gate opens and after', () => {
  const gate = createGate(() => 0)
  gate.admits(one('1'))
  gate.admits(one('1'))
  expect(gate.open([])).toEqual([one('1')])
  expect([gate.admits(one('1')), gate.admits(one('2')), gate.admits(one('2'))]).toEqual([
    ...[false, true, false],
  ])
})
