import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMarkdown } from '../../src/playground/page/markdown.ts'
import { escaped, withHosts } from '../../src/views/markdown.ts'

interface Node {
  readonly type: string
  readonly content?: string | Node[]
  readonly target?: string
}

const nodesOf = (text: string) => parseMarkdown(text) as unknown as Node[]
const textOf = (nodes: string | Node[] | undefined): string =>
  typeof nodes === 'string' ? nodes : (nodes ?? []).map((node) => textOf(node.content)).join('')

/** Every link of `text` as a reader sees it: its label, its host, and what follows it. */
function linksOf(
  nodes: readonly Node[],
  rest = '',
): { label: string; host: string; after: string }[] {
  return nodes.flatMap((node, at) => {
    const after = textOf(nodes.slice(at + 1) as Node[]) + rest
    const inner = Array.isArray(node.content) ? linksOf(node.content, after) : []
    if (node.type !== 'link' || node.target === undefined) return inner
    // Discord makes a link of no other scheme.
    if (!/^https?:/i.test(node.target)) return inner
    const host = URL.parse(node.target)?.host ?? ''
    return [{ label: textOf(node.content), host, after }]
  })
}

test('after a link with a text of its own stands the host that it leads to', () => {
  expect(withHosts('See [the bank](https://evil.example/a).')).toBe(
    'See [the bank](https://evil.example/a) (evil.example).',
  )
  expect(withHosts('[a](https://x.example) and [b](<https://y.example/(z)> "t")')).toBe(
    '[a](https://x.example) (x.example) and [b](<https://y.example/(z)> "t") (y.example)',
  )
  expect(withHosts('[a](http://x.example/b)')).toBe('[a](http://x.example/b) (x.example)')
  expect(withHosts('[раураl](https://раураl.example)')).toContain('(xn--')
})

test.each([
  '[a](http://x.example/(y) [b](https://evil.example)',
  '[click](https://evil.example\\',
  '[click](https://good.example\\\\[x](https://evil.example)',
  '[a](https://good.example"t"http://x.example)',
])('what only may be a link is none: %s', (text) => {
  const links = linksOf(nodesOf(withHosts(text)))
  expect(links.filter(({ host }) => !host.includes('evil'))).toEqual([])
  for (const { host, after } of links) expect(after).toContain(`(${host})`)
})

test('what only may be a link is shown with its bracket as a plain one', () => {
  expect(withHosts('[a](https://x.example\\')).toBe('[a]\\(https://x.example\\')
})

test('text without such links stays as it is', () => {
  for (const text of [
    'plain',
    'https://a.example',
    '[x] (y)',
    '[a](b)',
    '[a.example](https://a.example)',
    '[ a.example ](https://a.example)',
    '[a](https://:1)',
  ])
    expect(withHosts(text)).toBe(text)
})

test('whatever is written, no link hides where it leads', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '\\',
    '*',
    ' ',
    '\n',
    'word',
    '`',
    '||',
    'https://good.example',
    'https://evil.example/p',
    'http://x.example/(y)',
    '[click](https://evil.example)',
    '"title"',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      for (const { label, host, after } of linksOf(nodesOf(withHosts(pieces.join(''))))) {
        const bare = label.includes(host)
        if (!bare) expect(after).toContain(`(${host})`)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('escaped text shows as it was typed', () => {
  const typed = '**bold** _x_ ~~y~~ `z` ||s|| > # [a](https://b.example) <@1> \\'
  expect(textOf(nodesOf(escaped(typed)))).toBe(typed)
})
