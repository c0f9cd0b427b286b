/** Time and memory of search at 1,000, 10,000 and 100,000 entries, ours beside the others in the same run. */

import { addEntry, buildIndexInSlices, search, suggest } from '../../../src/knowledge/search.ts'
import { type BenchEntry, productEntry } from '../engine.ts'
import { median, quantile } from '../median.ts'
import { type Engine, fuseDefault, others, ours } from './engines.ts'
import { type BenchSet, sample } from './sets.ts'

const sizes = [1_000, 10_000, 100_000]
/** Questions asked of ours; a scanning engine gets as many as fit into a minute. */
const asked = 400
const patience = 20_000

/** The report as Markdown. */
export async function speedReport(sets: readonly BenchSet[]): Promise<string> {
  const questions = sets.flatMap(({ queries }) => sample(queries, 400)).map(({ text }) => text)
  const rows: string[] = []
  for (const size of sizes) {
    const entries = grown(sets, size)
    for (const engine of [ours, ...others]) rows.push(row(size, engine, entries, questions))
    rows.push(await changes(size, entries))
  }
  const head = ['entries', 'engine', 'build', 'p50', 'p95', 'p99', 'suggest p50', 'p95', 'memory']
  return [
    `| ${head.join(' | ')} |`,
    `|${'---|'.repeat(head.length)}`,
    ...rows,
    '',
    worst(sets),
  ].join('\n')
}

/** `size` different entries: those of the sets, then their questions with two words of another. */
function grown(sets: readonly BenchSet[], size: number): BenchEntry[] {
  const all = sets.flatMap(({ entries }) => entries).map(({ question }) => question)
  return Array.from({ length: size }, (_, at): BenchEntry => {
    const question = all[at % all.length] as string
    const turn = Math.floor(at / all.length)
    const other = (all[(at * 7 + turn) % all.length] as string).split(' ').slice(0, 2).join(' ')
    return {
      id: `e${at}`,
      question: turn === 0 ? question : `${question} ${other} ${turn}`,
      answer: '',
    }
  })
}

function row(
  size: number,
  engine: Engine,
  entries: readonly BenchEntry[],
  questions: readonly string[],
): string {
  globalThis.gc?.()
  const before = process.memoryUsage()
  const began = performance.now()
  const built = engine.build(entries)
  const build = performance.now() - began
  globalThis.gc?.()
  const after = process.memoryUsage()
  const used = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  const searched = times(questions, (text) => built.search(text, 10))
  const typed = times(questions, (text) => built.suggest(text.slice(0, 3 + (text.length >> 1)), 5))
  const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0)
  const cells = [
    ms(build),
    ...[0.5, 0.95, 0.99].map((q) => ms(quantile(searched, q))),
    ms(median(typed)),
    ms(quantile(typed, 0.95)),
    `${(used / 1e6).toFixed(0)} MB`,
  ]
  return `| ${size} | ${engine.name} | ${cells.join(' | ')} |`
}

/** Milliseconds of each call, for as many texts as fit into the time there is. */
function times(texts: readonly string[], call: (text: string) => unknown): number[] {
  const taken: number[] = []
  const until = performance.now() + patience
  for (const text of sample(texts, asked)) {
    const began = performance.now()
    call(text)
    taken.push(performance.now() - began)
    if (performance.now() > until) break
  }
  return taken
}

/** What it costs to build in slices and to change one entry. */
async function changes(size: number, entries: readonly BenchEntry[]): Promise<string> {
  const product = entries.map(productEntry)
  let last = performance.now()
  let longest = 0
  const index = await buildIndexInSlices(product, async () => {
    longest = Math.max(longest, performance.now() - last)
    await new Promise((resolve) => setImmediate(resolve))
    last = performance.now()
  })
  const changed = times(
    product.slice(0, 200).map(({ id }) => id),
    (id) => {
      addEntry(index, productEntry({ id, question: `What is new about ${id}?`, answer: '' }))
      search(index, `new about ${id}`)
      suggest(index, 'what is n', 5)
    },
  )
  return `| ${size} | ours: longest slice ${longest.toFixed(0)} ms; one entry changed, then asked and suggested, p50 ${median(changed).toFixed(1)}, p95 ${quantile(changed, 0.95).toFixed(1)} ms | | | | | | | |`
}

/** The slowest of many strings made to be slow, at 10,000 entries. */
function worst(sets: readonly BenchSet[]): string {
  const built = ours.build(grown(sets, 10_000))
  const nasty = [
    'a'.repeat(200),
    'ab '.repeat(66),
    'the of and to in '.repeat(12).slice(0, 200),
    Array.from({ length: 40 }, (_, at) => `qx${at}z`)
      .join(' ')
      .slice(0, 200),
    '?'.repeat(200),
    '😀'.repeat(100),
    'Ж'.repeat(200),
    '漢字'.repeat(100),
    `${'\u0301'.repeat(199)}a`,
    Array.from({ length: 33 }, (_, at) => `recieve${at}`)
      .join(' ')
      .slice(0, 200),
    'which where what when who why how '.repeat(6).slice(0, 200),
    '1234567890'.repeat(20),
  ]
  const taken = nasty.flatMap((text) =>
    times(
      Array.from({ length: 20 }, () => text),
      (one) => built.search(one, 5),
    ),
  )
  return `Strings of 200 characters made to be slow, 10,000 entries: p50 ${median(taken).toFixed(1)}, p99 ${quantile(taken, 0.99).toFixed(1)}, slowest ${Math.max(...taken).toFixed(1)} ms. Baseline: ${fuseDefault.name}.`
}
