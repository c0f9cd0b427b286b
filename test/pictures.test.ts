import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { drawBoard } from '../src/pictures/draw.ts'
import { createDraw } from '../src/pictures/draw-in-time.ts'
import type { Kind, RankedLine } from '../src/trivia/board.ts'
import { boardPicture, drawable, pictureWords } from '../src/views/picture.ts'

const line = (rank: number, player: string, points: number): RankedLine => ({
  ...{ rank, player, points },
  ...{ games: rank, wins: 1, right: 7, questions: 10 },
})
const kind = (measure: Kind['measure'], period: Kind['period'] = 'all'): Kind => ({
  ...{ played: 'games', measure, period },
})
const lines = [line(1, 'a', 3_000), line(2, 'b', 1_500), line(2, 'c', 1_500), line(4, 'd', 0)]
const names = new Map([
  ['a', 'Ana Łukasz'],
  ['b', 'Ψυχή Анна Đặng'],
  ['c', '𝓕𝓪𝓷𝓬𝔂 🎉'],
  ['d', '漢字'],
])

test('a picture says what the board says', () => {
  const picture = boardPicture(lines, kind('points', 'month'), names)
  expect(picture.title).toBe('The board this month, by points')
  expect(picture.lines.map(({ rank, name, label, share }) => [rank, name, label, share])).toEqual([
    [1, 'Ana Łukasz', '3,000 points', 1],
    [2, 'Ψυχή Анна Đặng', '1,500 points', 0.5],
    [2, 'Fancy', '1,500 points', 0.5],
    [4, 'place 4', '0 points', 0],
  ])
  expect(pictureWords(picture)).toContain('2. Fancy: 1,500 points')
})

test.each([
  ['Ana', 'Ana'],
  ['  A  b ', 'A b'],
  ['🎉🎉', ''],
  ['\u202eevil\u202c', 'evil'],
  ['Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A', 'Z͑ͫA'],
  ['नमस्ते', 'नमस्ते'],
])('of the name %j it writes %j', (name, written) => {
  expect(drawable(name)).toBe(written)
})

test('a board is drawn as a PNG with something on it, as high as it has lines', async () => {
  const one = await drawBoard(boardPicture(lines.slice(0, 1), kind('points'), names))
  const four = await drawBoard(boardPicture(lines, kind('accuracy'), names))
  expect([...four.slice(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
  const [small, large] = await Promise.all([one, four].map((png) => loadImage(Buffer.from(png))))
  expect(large?.width).toBe(1_000)
  expect((large?.height ?? 0) - (small?.height ?? 0)).toBe(3 * 92)
  expect(coloursOf(large)).toBeGreaterThan(50)
  expect(four.length).toBeLessThan(300_000)
})

function coloursOf(image: Awaited<ReturnType<typeof loadImage>> | undefined): number {
  if (image === undefined) return 0
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  return new Set(new Uint32Array(data.buffer)).size
}

test('letters are written and no empty boxes', async () => {
  const of = (name: string) =>
    drawBoard(boardPicture(lines.slice(0, 1), kind('points'), new Map([['a', name]])))
  // Letters that a font lacks all look alike.
  const drawn = await Promise.all(['Л', 'Ж', 'Ω', 'Ψ', 'ặ', 'ổ', 'अ', 'क', 'Ł', 'ő'].map(of))
  expect(new Set(drawn.map((png) => Buffer.from(png).toString('base64'))).size).toBe(10)
})

test('a picture that cannot be drawn is none, and is said once', async () => {
  const warned: unknown[] = []
  const draw = createDraw({ warn: (...line: unknown[]) => warned.push(line) } as never)
  const broken = { title: 'x', footer: '', lines: undefined } as never
  expect(await draw(broken)).toBeUndefined()
  expect(await draw(broken)).toBeUndefined()
  expect(warned).toHaveLength(1)
})
