import { ComponentType } from 'discord.js'
import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { plainText } from '../../src/programs/plain-text.ts'
import { answerEmbed } from '../../src/views/answer.ts'

test('an answer reads as text: no Markdown signs, addresses written out, choices listed', () => {
  const embed = answerEmbed(
    entryOf({
      id: 'a',
      question: 'What is a_b?',
      answer: 'It is **bold** and ~~old~~.\n\nSee [the text](https://example.org/x).',
      sources: [{ title: 'On a_b', publisher: 'Press', year: 2001, url: 'https://example.org/y' }],
      checked: '2026-01-02',
    }),
  )
  const text = plainText({
    content: '',
    embeds: [embed],
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.StringSelect,
            custom_id: 'x',
            placeholder: 'Related questions',
            options: [{ label: 'What is c?', value: 'c' }],
          },
        ],
      },
    ],
  })
  expect(text).toBe(`What is a_b?
============

It is bold and old.

See the text <https://example.org/x>.

Source
• On a_b <https://example.org/y> · Press, 2001 · example.org

Facts checked on 2 January 2026

Related questions:
  › What is c?`)
})
