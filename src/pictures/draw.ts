/** Draws boards as PNG, with letters of its own: nothing is asked for on the network. */

import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { BoardPicture, PictureLine } from '../views/picture.ts'

/** Pixels, at twice the size at which Discord shows them. */
const width = 1_000
const margin = 40
const head = 120
const row = 92
const foot = 60

const colours = {
  ground: '#1f2530',
  line: '#2a3240',
  bar: '#3d6fa3',
  text: '#f4f6f9',
  quiet: '#b4bfce',
  medals: ['#e3b341', '#b9c2cc', '#c98550'],
} as const

/** Each subset is a family of its own; the canvas takes the first that has the letter. */
const subsets = [
  'latin',
  'latin-ext',
  'greek',
  'greek-ext',
  'cyrillic',
  'cyrillic-ext',
  'vietnamese',
  'devanagari',
] as const
const family = subsets.map((subset) => `"Noto Sans ${subset}"`).join(', ')

type Canvas = typeof import('@napi-rs/canvas')

let loading: Promise<Canvas> | undefined

/** The library takes some 20 MB: it is loaded with the first picture that anybody asks for. */
async function load(): Promise<Canvas> {
  const canvas = await import('@napi-rs/canvas')
  const folder = dirname(
    createRequire(import.meta.url).resolve('@fontsource/noto-sans/package.json'),
  )
  for (const subset of subsets)
    for (const weight of [400, 700]) {
      const file = join(folder, 'files', `noto-sans-${subset}-${weight}-normal.woff2`)
      if (canvas.GlobalFonts.registerFromPath(file, `Noto Sans ${subset}`) === null)
        throw new Error(`the font ${file} cannot be read`)
    }
  return canvas
}

/** The board as a PNG. Rejects where this machine has no build of the library. */
export async function drawBoard(board: BoardPicture): Promise<Uint8Array> {
  loading ??= load()
  const { createCanvas } = await loading
  const height = head + board.lines.length * row + (board.footer === '' ? margin : foot)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  fill(context, colours.ground, 0, 0, width, height)
  write(context, board.title, { x: margin, y: 76, size: 40, bold: true, most: width - 2 * margin })
  for (const [at, line] of board.lines.entries()) drawLine(context, line, head + at * row)
  if (board.footer !== '')
    write(context, board.footer, { x: margin, y: height - 22, size: 26, colour: colours.quiet })
  return canvas.encode('png')
}

function drawLine(context: SKRSContext2D, line: PictureLine, top: number): void {
  const left = margin + 86
  const room = width - margin - left
  fill(context, colours.line, left, top, room, row - 12)
  fill(context, colours.bar, left, top, Math.max(6, room * line.share), row - 12)
  drawRank(context, line.rank, top)
  const label = { size: 30, bold: true, y: top + 38, right: width - margin - 18 }
  const labelWidth = write(context, line.label, label)
  write(context, line.name, {
    x: left + 18,
    y: top + 38,
    size: 30,
    bold: true,
    most: room - labelWidth - 60,
  })
  write(context, line.detail, { x: left + 18, y: top + 68, size: 22, most: room - 36 })
}

/** The number stands in it too: a medal is not told by its colour alone. */
function drawRank(context: SKRSContext2D, rank: number, top: number): void {
  const medal = colours.medals[rank - 1]
  const middle = { x: margin + 38, y: top + (row - 12) / 2 }
  if (medal !== undefined) {
    context.fillStyle = medal
    context.beginPath()
    context.arc(middle.x, middle.y, 34, 0, 2 * Math.PI)
    context.fill()
  }
  const colour = medal === undefined ? colours.text : colours.ground
  const text = String(rank)
  context.font = `700 32px ${family}`
  const x = middle.x - context.measureText(text).width / 2
  write(context, text, { x, y: middle.y + 12, size: 32, bold: true, colour })
}

interface Writing {
  /** Where the text begins, or else where it ends. */
  readonly x?: number
  readonly right?: number
  readonly y: number
  readonly size: number
  readonly bold?: boolean
  readonly colour?: string
  /** Widest it may be; what is longer is cut. */
  readonly most?: number
}

/** Writes `text` and returns how wide it is. */
function write(context: SKRSContext2D, text: string, how: Writing): number {
  context.font = `${how.bold ? 700 : 400} ${how.size}px ${family}`
  context.fillStyle = how.colour ?? colours.text
  const fitting = cutTo(context, text, how.most ?? width)
  const wide = context.measureText(fitting).width
  context.fillText(fitting, how.x ?? (how.right ?? width) - wide, how.y)
  return wide
}

const letters = new Intl.Segmenter()

function cutTo(context: SKRSContext2D, text: string, most: number): string {
  if (context.measureText(text).width <= most) return text
  const parts = [...letters.segment(text)].map(({ segment }) => segment)
  while (parts.length > 0 && context.measureText(`${parts.join('')}…`).width > most) parts.pop()
  return `${parts.join('').trimEnd()}…`
}

function fill(context: SKRSContext2D, colour: string, x: number, y: number, w: number, h: number) {
  context.fillStyle = colour
  context.beginPath()
  context.roundRect(x, y, w, h, w === width ? 0 : 10)
  context.fill()
}
