/** Files that nobody should send: too large, too deep, broken, disguised, or made to confuse. */

import { gzipSync } from 'node:zlib'

export interface HostileFile {
  readonly what: string
  readonly name: string
  readonly content: Uint8Array
  /** Whether an honest entry or more can be found in it all the same. */
  readonly holds: boolean
}

const mebibyte = 1024 * 1024
const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join('')

function file(
  what: string,
  name: string,
  content: string | Uint8Array,
  holds = false,
): HostileFile {
  return {
    what,
    name,
    content: typeof content === 'string' ? Buffer.from(content) : content,
    holds,
  }
}

const one = '{"question":"What is tea?","answer":"A drink."}'
const zip = Buffer.from('504b0304140000000000', 'hex')
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(400)])

const json: HostileFile[] = [
  file('an empty file', 'a.json', ''),
  file('blanks alone', 'a.json', ' '.repeat(mebibyte)),
  file('line breaks alone', 'a.json', '\n'.repeat(mebibyte)),
  file('an open bracket', 'a.json', '['),
  file('a million open brackets', 'a.json', '['.repeat(mebibyte)),
  file('200,000 nested lists that are closed', 'a.json', '['.repeat(2e5) + ']'.repeat(2e5)),
  file('100,000 nested objects', 'a.json', '{"a":'.repeat(1e5)),
  file('a million commas', 'a.json', `[${','.repeat(mebibyte - 2)}]`),
  file('a million zeros', 'a.json', `[${'0,'.repeat(mebibyte / 2 - 2)}0]`),
  file('a number of a million digits', 'a.json', `[${'9'.repeat(mebibyte - 2)}]`),
  file('a text of a million escapes', 'a.json', `["${'\\n'.repeat(mebibyte / 2 - 3)}"]`),
  file('a text that never ends', 'a.json', `["${'x'.repeat(mebibyte - 2)}`),
  file('a million backslashes', 'a.json', `["${'\\'.repeat(mebibyte - 3)}`),
  file('a field named __proto__', 'a.json', `[{"__proto__":{"polluted":1},${one.slice(1)}]`, true),
  file('an entry inside __proto__', 'a.json', `{"__proto__":[${one}]}`, true),
  file('a field named constructor', 'a.json', '{"constructor":{"prototype":{"polluted":1}}}'),
  file('a map of toString', 'a.json', '{"toString":"a","valueOf":"b"}', true),
  file('a field twice', 'a.json', '{"question":"a","question":"b","answer":"c"}'),
  file('50,000 fields', 'a.json', `{${times(5e4, (at) => `"q${at}":1,`)}"z":1}`),
  file('5,001 questions', 'a.json', `[${times(5001, (at) => `["q${at}?","a"],`)}["z","a"]]`),
  file('20,000 empty objects', 'a.json', `[${'{},'.repeat(2e4)}{}]`),
  file('an answer of a million letters', 'a.json', `[["q?","${'x'.repeat(mebibyte - 20)}"]]`),
  file('a question of 100,000 letters', 'a.json', `[["${'x'.repeat(1e5)}?","a"]]`),
  file('numbers for texts', 'a.json', '[{"question":1,"answer":2}]'),
  file('null', 'a.json', 'null'),
  file('a comment', 'a.json', `/* hello */ [${one}]`),
  file('a script for JSON', 'a.json', 'alert(1)'),
  file('lone halves of characters', 'a.json', '[{"question":"\\ud800?","answer":"\\udfff"}]'),
  file('the mark of another byte order', 'a.json', Buffer.from(`\ufffe[${one}]`, 'utf16le')),
  file('UTF-16 without a mark', 'a.json', Buffer.from(`[${one}]`, 'utf16le')),
]

const tables: HostileFile[] = [
  file('a quotation mark that is never closed', 'a.csv', 'question,answer\n"What?,A.\n'),
  file('a million quotation marks', 'a.csv', '"'.repeat(mebibyte)),
  file('a million commas', 'a.csv', ','.repeat(mebibyte)),
  file('300,000 rows', 'a.csv', `question,answer\n${'a,b\n'.repeat(250_000)}`),
  file('300,000 empty rows', 'a.csv', `question,answer\n${',\n'.repeat(3e5)}`),
  file('one row of 500,000 cells', 'a.csv', `question,answer\n${'a,'.repeat(5e5)}`, true),
  file(
    'a header of 100,000 names',
    'a.csv',
    `question,answer${times(1e5, (at) => `,n${at}`)}\nq,a\n`,
    true,
  ),
  file('a formula', 'a.csv', 'question,answer\nWhat?,"=cmd|\' /C calc\'!A0"\n', true),
  file(
    'a cell of a million letters',
    'a.csv',
    `question,answer\nq?,${'x'.repeat(mebibyte - 30)}\n`,
  ),
  file('no column that is known', 'a.csv', 'red,green,blue\n1,2,3\n'),
  file('a header alone', 'a.csv', 'question,answer\n'),
]

const texts: HostileFile[] = [
  file('a million question marks', 'a.txt', '?'.repeat(mebibyte)),
  file('500,000 questions without an answer', 'a.txt', 'a?\n'.repeat(349_000)),
  file('one line of a million words', 'a.txt', 'why '.repeat(mebibyte / 4)),
  file('a million asterisks', 'a.md', '*'.repeat(mebibyte)),
  file('100,000 headings', 'a.md', '# a\n'.repeat(1e5)),
  file('code that never ends', 'a.md', `# What?\n\`\`\`\n${'x\n'.repeat(5e5)}`),
  file(
    'hundreds of marks on one letter',
    'a.txt',
    `What is a${'\u0301'.repeat(5e4)}?\n\nNothing.\n`,
    true,
  ),
  file('text that runs backwards', 'a.txt', 'What is \u202eevil\u202c?\n\nIt\u2066s.\n', true),
  file('letters that nobody sees', 'a.txt', `${'\u200b'.repeat(3e5)}`),
  file('tag characters', 'a.txt', `What?${'\u{e0041}'.repeat(5e4)}\n\nThat.\n`, true),
  file('a mention of everyone', 'a.txt', 'What is @everyone?\n\n@here <@&1> <@1>\n', true),
  file('zero bytes', 'a.txt', new Uint8Array(mebibyte)),
  file(
    'random bytes',
    'a.txt',
    Uint8Array.from({ length: 5e4 }, (_, at) => (at * 7919) % 256),
  ),
  file('a picture', 'a.txt', png),
  file('a zip', 'a.json', zip),
  file(
    'a packed file that grows a thousandfold',
    'a.json',
    gzipSync(Buffer.alloc(50 * mebibyte, 97)),
  ),
  file('a byte too much', 'a.txt', 'x'.repeat(mebibyte + 1)),
  file('three MiB', 'a.txt', 'x'.repeat(3 * mebibyte)),
]

const aliases = (count: number) => {
  const name = (at: number) => String.fromCharCode(97 + at)
  return times(count, (at) =>
    at === 0
      ? 'a: &a [x, x]\n'
      : `${name(at)}: &${name(at)} [*${name(at - 1)} , *${name(at - 1)} ]\n`,
  )
}

const lists: HostileFile[] = [
  file('a billion laughs', 'a.yaml', aliases(20)),
  file('a million open brackets', 'a.yaml', '['.repeat(mebibyte)),
  file('100,000 nested maps', 'a.yaml', '{a: '.repeat(1e5)),
  file(
    '1,400 nested blocks',
    'a.yaml',
    times(1_400, (at) => `${' '.repeat(at)}a:\n`),
  ),
  file('a million dashes', 'a.yaml', '- '.repeat(mebibyte / 2)),
  file(
    '40,000 questions',
    'a.yaml',
    times(4e4, (at) => `Question ${at}?:\n- a\n`),
  ),
  file(
    'a tag that would run something',
    'a.yaml',
    'What?: !!python/object/apply:os.system ["id"]\n',
    true,
  ),
  file('a merge with itself', 'a.yaml', 'a: &a\n  <<: *a\n'),
  file('a tab where blanks belong', 'a.yaml', 'What?:\n\t- a\n'),
  file('a list of lists of lists', 'a.yaml', 'What?:\n- - - - - - - - - a\n'),
  file('a map named __proto__', 'a.yaml', '__proto__:\n- polluted\n', true),
  file('many documents', 'a.yaml', '--- a\n'.repeat(1e5)),
  file('a million dots in a name', 'a.toml', `a${'.a'.repeat(5e5)}=1`),
  file('a table of a million dots', 'a.toml', `[a${'.a'.repeat(5e5)}]`),
  file('a million open brackets', 'a.toml', `a=${'['.repeat(mebibyte - 2)}`),
  file('the same table again and again', 'a.toml', '[a]\ncontent="b"\n'.repeat(3e4)),
  file('a table named __proto__', 'a.toml', '[__proto__]\ncontent = "polluted"\n', true),
  file('a text that never ends', 'a.toml', `[a]\ncontent = """${'x\n'.repeat(5e5)}`),
  file(
    '40,000 tags',
    'a.toml',
    times(2e4, (at) => `[t${at}]\ncontent="a"\n`),
  ),
]

export const hostileFiles: readonly HostileFile[] = [...json, ...tables, ...texts, ...lists]
