import type { APIEmbed } from 'discord.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entry, entryLimits, entryOf } from '../../src/knowledge/entry.ts'
import { answerEmbed, answerView, chooseView } from '../../src/views/answer.ts'

const entry = entryOf({
  id: 'tea',
  question: 'How long should green tea steep?',
  answer: ['Two to three minutes.', 'Longer makes it **bitter**.'],
  topics: ['tea'],
  related: ['water'],
  sources: [
    {
      title: 'Tea [a guide]',
      publisher: 'Leaf Press',
      year: 2020,
      url: 'https://example.org/a_(b)',
    },
    { title: 'Cups', publisher: 'Mug', year: 1999 },
  ],
  checked: '2026-06-30',
  contested: { note: 'Tastes differ.', positions: [{ who: 'Purists', view: 'Two minutes.' }] },
})

test('an answer shows its question, text, dispute, sources and date', () => {
  expect(answerEmbed(entry)).toMatchInlineSnapshot(`
    {
      "color": 12024095,
      "description": "Two to three minutes.

    Longer makes it **bitter**.",
      "fields": [
        {
          "name": "⚖️ Contested",
          "value": "Tastes differ.",
        },
        {
          "inline": true,
          "name": "Purists",
          "value": "Two minutes.",
        },
        {
          "name": "Sources",
          "value": "• [Tea \\[a guide\\]](https://example.org/a_%28b%29) · Leaf Press, 2020 · example.org
    • Cups · Mug, 1999",
        },
      ],
      "footer": {
        "text": "Facts checked on 30 June 2026 · tea",
      },
      "title": "How long should green tea steep?",
    }
  `)
})

test('related questions are a menu that carries their ids, and there is none without them', () => {
  const water = entryOf({ id: 'water', question: 'Which water?', answer: 'Soft.' })
  expect(answerView(entry, [water], 'ask:related').components).toMatchObject([
    {
      components: [
        { custom_id: 'ask:related', options: [{ label: 'Which water?', value: 'water' }] },
      ],
    },
  ])
  expect(answerView(entry, [], 'ask:related').components).toEqual([])
})

test('a choice has one button for each of at most five entries, with words on it', () => {
  const entries = Array.from({ length: 7 }, (_, n) => ({
    ...entry,
    id: `e${n}`,
    question: `${n} ${'long '.repeat(30)}`,
  }))
  const view = chooseView(entries, ({ id }) => `ask:choice:${id}`, 'what is it')
  const buttons = view.components.flatMap((row) => row.components)
  expect(buttons).toHaveLength(5)
  expect(new Set(buttons.map((button) => 'custom_id' in button && button.custom_id)).size).toBe(5)
  for (const button of buttons) {
    expect('label' in button && button.label?.length).toBeLessThanOrEqual(80)
  }
})

/** Any entry, up to the longest that the limits allow. */
const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    question: textUpTo(entryLimits.question),
    answer: textUpTo(entryLimits.answer),
    sources: fc.array(
      fc.record({
        title: textUpTo(entryLimits.sourceTitle),
        publisher: textUpTo(entryLimits.publisher),
        year: fc.constant(1999),
        url: fc.constant(`https://example.org/${'x'.repeat(entryLimits.url - 30)}`),
      }),
      { maxLength: entryLimits.sources },
    ),
    positions: fc.array(fc.record({ who: textUpTo(80), view: textUpTo(entryLimits.view) }), {
      minLength: 1,
      maxLength: entryLimits.positions,
    }),
  })
  .map(({ positions, ...rest }) =>
    entryOf({
      id: 'any',
      ...rest,
      checked: '2026-01-01',
      contested: { note: 'Disputed.', positions },
    }),
  )

function textUpTo(longest: number): fc.Arbitrary<string> {
  const word = fc.constantFrom('word', 'sentence.', '**bold**', 'ü', '🙂', 'New paragraph\n\nhere')
  return fc
    .tuple(fc.integer({ min: 1, max: longest }), fc.array(word, { minLength: 1, maxLength: 8 }))
    .map(([length, words]) => `${words.join(' ')} `.repeat(longest).slice(0, length).toWellFormed())
    .map((text) => text.trim() || 'x')
}

function lengthOf({ title = '', description = '', fields = [], footer }: APIEmbed): number {
  const texts = [
    title,
    description,
    footer?.text ?? '',
    ...fields.flatMap((f) => [f.name, f.value]),
  ]
  return texts.join('').length
}

test('the longest entries stay within what Discord allows', () => {
  fc.assert(
    fc.property(anyEntry, (any) => {
      const embed = answerEmbed(any)
      expect(lengthOf(embed)).toBeLessThanOrEqual(6000)
      expect(embed.description?.length).toBeLessThanOrEqual(4096)
      expect(embed.description).not.toBe('')
      for (const field of embed.fields ?? []) {
        expect(field.value.length).toBeLessThanOrEqual(1024)
        expect(field.value).not.toBe('')
      }
    }),
    { numRuns: 200 },
  )
})

test('sources that exceed one field go on in a second one, as long as the answer keeps its room', () => {
  const sources = Array.from({ length: 10 }, (_, at) => ({
    title: `${at} ${'x'.repeat(120)}`,
    publisher: 'Leaf Press',
    year: 2020,
  }))
  const fieldsOf = (answer: string) =>
    answerEmbed({ ...entry, answer, sources }).fields?.filter(({ name }) => /sources/i.test(name))
  const [first, second] = fieldsOf('Brief.') ?? []
  expect([first?.name, second?.name]).toEqual(['Sources', 'More sources'])
  expect(`${first?.value}\n${second?.value}`.split('\n')).toHaveLength(10)
  const positions = Array.from({ length: 6 }, () => ({ who: 'Some', view: 'z'.repeat(400) }))
  const contested = { note: 'Tastes differ.', positions }
  const room = answerEmbed({ ...entry, answer: 'y'.repeat(2500), contested, sources })
  expect(room.fields?.some(({ name }) => name === 'More sources')).toBe(false)
  expect(room.fields?.at(-1)?.value).toMatch(/and \d more$/)
})
