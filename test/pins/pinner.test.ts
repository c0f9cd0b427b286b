/** Two processes that share the store, as while one replaces the other. */

import { expect, test } from 'vitest'
import type { Pin, PinStore } from '../../src/pins/pin.ts'
import { createPinner, type NativePins, type PinRequest } from '../../src/pins/pinner.ts'

const request: PinRequest = {
  ...{ guild: 'g', channel: 'c', message: 'm', entry: '', wording: '', title: 't', topic: '' },
  ...{ by: 'ana', at: 1_000, mayPin: true, pictures: [] },
}

/** A store and Discord's list, shared by all processes. */
function scene() {
  const rows = new Map<string, Pin>()
  const there = new Set<string>()
  let now = 1_000
  const store = {
    pins: async () => [...rows.values()],
    async add(pin: Pin) {
      if (rows.has(pin.message)) return false
      rows.set(pin.message, pin)
      return true
    },
    async change(message: string, change: Partial<Pin>) {
      rows.set(message, { ...(rows.get(message) as Pin), ...change })
    },
    async remove(messages: readonly string[]) {
      for (const message of messages) rows.delete(message)
    },
    boards: async () => [],
  } as unknown as PinStore
  const looks: number[] = []
  const process = (pin: NativePins['pin']) =>
    createPinner({
      store,
      native: { pin, unpin: async () => 'done', list: async () => new Set(there) },
      post: {} as never,
      preference: async () => ({ pins: 'native', board: '' }),
      now: () => now,
      fresh: 0,
      lookAgain: (_guild, _channel, ms) => void looks.push(ms),
      onError: (error) => {
        throw error
      },
    })
  const pins: NativePins['pin'] = async (_channel, message) => {
    there.add(message)
    return 'done'
  }
  const after = (ms: number) => {
    now += ms
  }
  return { rows, there, looks, process, pins, after }
}

test('what one process is pinning is not taken by another for what was unpinned by hand', async () => {
  const { rows, looks, process, pins } = scene()
  const discord = Promise.withResolvers<void>()
  const old = process(async (...at) => {
    await discord.promise
    return pins(...at)
  })
  const heir = process(pins)
  const pinning = old.pin(request)
  await expect.poll(() => rows.size).toBe(1)
  await heir.pinsChanged('g', 'c')
  expect(looks).toEqual([60_000])
  discord.resolve()
  expect(await pinning).toEqual({ kind: 'pinned', place: 'native' })
  await heir.pinsChanged('g', 'c')
  expect(rows.get('m')?.state).toBe('')
})

test('what a process did not come to pin is forgotten after a minute; what was unpinned, at once', async () => {
  const { rows, there, process, pins, after } = scene()
  void process(() => new Promise(() => {})).pin(request)
  await expect.poll(() => rows.size).toBe(1)
  const heir = process(pins)
  after(60_001)
  await heir.pinsChanged('g', 'c')
  expect(rows.size).toBe(0)
  await heir.pin({ ...request, at: 61_001 })
  there.clear()
  await heir.pinsChanged('g', 'c')
  expect(rows.size).toBe(0)
})

test('a message of which nobody knows whether it is pinned is pinned again, not said to be pinned', async () => {
  const { rows, there, process, pins } = scene()
  void process(() => new Promise(() => {})).pin(request)
  await expect.poll(() => rows.size).toBe(1)
  const heir = process(pins)
  expect(await heir.pin(request)).toEqual({ kind: 'pinned', place: 'native' })
  expect(there.has('m')).toBe(true)
  expect(await heir.pin(request)).toEqual({ kind: 'already' })
})
