import { expect, test } from 'vitest'
import { createDraw } from '../src/pictures/draw-in-time.ts'
import type { BoardPicture } from '../src/views/picture.ts'

const board = {} as BoardPicture
const log = { warn() {} } as never
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('of many pictures asked for at once one is drawn at a time, and none for somebody who was answered without', async () => {
  let drawing = 0
  let most = 0
  let all = 0
  const draw = createDraw(log, async () => {
    drawing += 1
    all += 1
    most = Math.max(most, drawing)
    await pause(400)
    drawing -= 1
    return new Uint8Array(1)
  })
  const pictures = await Promise.all(Array.from({ length: 10 }, () => draw(board)))
  expect(most).toBe(1)
  expect(pictures.filter((picture) => picture !== undefined).length).toBeGreaterThan(0)
  await pause(500)
  expect(all).toBeLessThan(6)
  expect(await draw(board)).toHaveLength(1)
})

test('a picture that fails leaves the words, and the next one is drawn all the same', async () => {
  let failing = true
  const draw = createDraw(log, async () => {
    if (failing) throw new Error('no canvas')
    return new Uint8Array(1)
  })
  expect(await draw(board)).toBe(undefined)
  failing = false
  expect(await draw(board)).toHaveLength(1)
})
