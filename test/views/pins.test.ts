import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pin } from '../../src/pins/pin.ts'
import { boardPages, pinLine, pinListView } from '../../src/views/pins.ts'

const pin = (more: Partial<Pin> = {}): Pin => ({
  ...{ guild: '1', channel: '2', message: '3', entry: '', wording: '', title: 'Opening hours' },
  ...{ topic: '', by: '4', at: 0, place: 'board', state: '', copy: '', ...more },
})
const text = (pins: readonly Pin[], withChannel = false) =>
  boardPages(pins, withChannel).map(({ embeds }) => embeds[0]?.description ?? '')

test('a pin is a link to its message, with its channel where there are several', () => {
  expect(pinLine(pin(), false)).toBe('• [Opening hours](https://discord.com/channels/1/2/3)')
  expect(pinLine(pin(), true)).toContain('<#2>')
})

test('what befell the message is said: edited, or deleted with the pictures kept', () => {
  expect(pinLine(pin({ state: 'edited' }), false)).toContain('edited since')
  const deleted = pinLine(pin({ state: 'deleted', copy: '2/9' }), false)
  expect(deleted).toContain('~~Opening hours~~ · deleted')
  expect(deleted).not.toContain('channels/1/2/3')
  expect(deleted).toContain('picture](https://discord.com/channels/1/2/9)')
})

test('a title cannot make a link, a heading or a mention of its own', () => {
  const line = pinLine(pin({ title: '[win](https://evil.example) **now** <@5>' }), false)
  expect(line.match(/(?<!\\)\]\([^)]*\)/g)).toEqual(['](https://discord.com/channels/1/2/3)'])
  expect(line).not.toMatch(/https:\/\/evil|(?<!\\)\*\*|(?<!\\)<@5>/)
})

test('pins stand under their topics by name, those without one last', () => {
  const pins = [
    pin({ title: 'one', topic: 'Zoo' }),
    pin({ title: 'two' }),
    pin({ title: 'three', topic: 'Art' }),
    pin({ title: 'four', topic: 'Zoo' }),
  ]
  const [page = ''] = text(pins)
  const order = ['**Art**', 'three', '**Zoo**', 'one', 'four', '**Other**', 'two']
  const places = order.map((word) => page.indexOf(word))
  expect(places.every((at) => at >= 0)).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(text([pin()])[0]).not.toContain('**')
})

test('an empty board says so', () => {
  expect(text([])).toEqual(['Nothing is pinned here yet.'])
})

test('however many pins with whatever titles: every page fits, every pin stands on one page', () => {
  const anyPin = fc.record({
    title: fc.string({ unit: 'grapheme', maxLength: 300 }),
    topic: fc.constantFrom('', 'Art', '**Law**', 'x'.repeat(80)),
    state: fc.constantFrom('' as const, 'edited' as const, 'deleted' as const),
    copy: fc.constantFrom('', '2222222222222222222/3333333333333333333'),
  })
  fc.assert(
    fc.property(fc.array(anyPin, { maxLength: 150 }), fc.boolean(), (some, withChannel) => {
      const pins = some.map((one, at) =>
        pin({
          ...one,
          guild: '1'.repeat(19),
          channel: '2'.repeat(19),
          message: String(10_000 + at),
        }),
      )
      const pages = text(pins, withChannel)
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(4_096)
      for (const { message, state } of pins)
        if (state !== 'deleted')
          expect(pages.filter((page) => page.includes(`/${message})`))).toHaveLength(1)
      expect(pages.join('\n').match(/^• /gm)?.length ?? 0).toBe(pins.length)
    }),
    { numRuns: 200 },
  )
})

test('a list turns its pages, and a page that is gone is the last', () => {
  const pins = Array.from({ length: 23 }, (_, at) => pin({ message: String(at), title: `T${at}` }))
  const view = pinListView('Pins', pins, 99, (page) => `turn:${page}`)
  expect(view.embeds[0]?.description?.split('\n')).toHaveLength(3)
  expect(view.embeds[0]?.footer?.text).toBe('23 in all · page 3 of 3')
  expect(pinListView('Pins', pins.slice(0, 10), 0, () => 'x').components).toEqual([])
})
