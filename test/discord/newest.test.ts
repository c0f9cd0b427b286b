import { expect, test } from 'vitest'
import { createNewest } from '../../src/discord/newest.ts'

test('of what one person typed by now only the newest counts; others and later ones are not touched', async () => {
  const isNewest = createNewest()
  const all = [
    isNewest('ana', '1'),
    isNewest('ben', '2'),
    isNewest('ana', '3'),
    isNewest('ana', '4'),
  ]
  expect(await Promise.all(all)).toEqual([false, true, false, true])
  expect(await isNewest('ana', '5')).toBe(true)
})
