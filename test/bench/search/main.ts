/** `npm run bench:search -- FOLDER [--most N] [--speed] [--fit] [--ablation] [--ours]`: measures search on the sets in FOLDER. */

import { parseArgs } from 'node:util'
import { ablationReport } from './ablation.ts'
import { others, ours } from './engines.ts'
import { fitReport, prepare } from './fit.ts'
import { beginnings, type Quality, qualityOf, wordings } from './quality.ts'
import { readSets } from './sets.ts'
import { speedReport } from './speed.ts'

const usage = `Usage: npm run bench:search -- FOLDER [options]

FOLDER holds sets: folders with entries.jsonl ({id, question, answer, aliases?}) and queries.jsonl ({text, rel, tag}).

  --most N   questions of each kind that are asked of each engine (default 300)
  --ours     leave the other engines out
  --speed    time and memory at 1,000, 10,000 and 100,000 entries instead
  --fit      fit the weights and the calibration anew, on all sets and with each set left out, instead
  --ablation leave each signal of the ranking out in turn, instead`

/** Engines that scan everything are not asked of sets larger than this: it would take hours. */
const mostScanned = 2_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    most: { type: 'string', default: '300' },
    ours: { type: 'boolean', default: false },
    speed: { type: 'boolean', default: false },
    fit: { type: 'boolean', default: false },
    ablation: { type: 'boolean', default: false },
  },
})
const [folder] = positionals
const most = Number(values.most)
if (folder === undefined || !Number.isInteger(most) || most < 1) {
  console.error(usage)
  process.exit(2)
}
const sets = readSets(folder)
if (values.speed) console.log(await speedReport(sets))
else if (values.fit) console.log(fitReport(sets, most))
else if (values.ablation) console.log(ablationReport(sets.map((set) => prepare(set, most))))
else printQuality()
process.exit(0)

function printQuality(): void {
  const results = sets.flatMap((set) => {
    const rivals = others.filter(
      ({ name }) => set.entries.length <= mostScanned || name.startsWith('Mini'),
    )
    return [ours, ...(values.ours ? [] : rivals)].map((engine) => {
      console.error(`${engine.name} on ${set.name} …`)
      return qualityOf(engine, set, most)
    })
  })
  table(
    'A right entry first, by wording',
    ['set', 'engine', ...wordings, '@5', 'MRR@10'],
    results,
    (one) => [...wordings.map((tag) => share(one.first[tag])), share(one.five), share(one.rank)],
  )
  const mine = results.filter(({ engine }) => engine === ours.name)
  const kinds = ['near', 'far'] as const
  table(
    'Decisions against questions that nothing answers: on the same topic (near) and off it (far)',
    [
      'set',
      'engine',
      ...kinds.flatMap((kind) => [`precision ${kind}`, `refused ${kind}`, `AUROC ${kind}`]),
      'answered',
    ],
    mine,
    (one) => [
      ...kinds.flatMap((kind) => [
        share(one[kind].precision),
        share(one[kind].refused),
        share(one[kind].auroc),
      ]),
      share(one.near.answered),
    ],
  )
  table(
    'The right entry among five suggestions',
    ['set', 'engine', ...beginnings],
    results,
    (one) => beginnings.map((tag) => share(one.typing[tag])),
  )
}

function table(
  title: string,
  head: readonly string[],
  results: readonly Quality[],
  cells: (one: Quality) => readonly string[],
): void {
  console.log(`\n${title}\n\n| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}`)
  for (const one of results) console.log(`| ${[one.set, one.engine, ...cells(one)].join(' | ')} |`)
}

function share(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(3).replace(/^0/, '')
}
