/** People of many servers who ask, steadily or in a flood, and how long they wait. */

import { type Person, personOf } from '../../src/playground/people.ts'
import type { Playground } from '../../src/playground/server.ts'
import type { Guild } from '../../src/playground/world.ts'
import { loadDataset } from '../../src/store/shipped.ts'
import { type Bot, inFolder, ours, withBot } from './bot.ts'
import { quantile } from './crowd.ts'
import { openDiscord } from './discord.ts'
import { brokenRow, type Row } from './row.ts'

/** What came of something that was asked: how long it took in milliseconds; undefined where no answer came in time. */
type Took = number | undefined

/** Every wording of the shipped answers, one of three with two letters changed round: hardly a question comes twice soon. */
const { entries } = await loadDataset('data')
const questions = entries
  .flatMap(({ question, aliases }) => [question, ...aliases])
  .map((text, at) => (at % 3 === 0 ? slipped(text, at) : text))

/** What is typed while looking for one: its beginning. */
const typed = questions.map((text, at) => text.slice(0, 1 + (at % 12)))

function slipped(text: string, seed: number): string {
  const at = 1 + ((seed * 7) % Math.max(1, text.length - 2))
  return `${text.slice(0, at)}${text.charAt(at + 1)}${text.charAt(at)}${text.slice(at + 2)}`
}

/** So many interactions in a second from people of 60 servers, each within the pace that one person has. */
export const steadyLoad = (perSecond: number, seconds: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const playground = await openDiscord(60, { members: 40, identifyWindow: 0, history: 1_000 })
    const people = [...playground.world.guilds.values()].flatMap((guild) =>
      membersOf(playground, guild),
    )
    const rows = await withBot(ours(playground, folder), async (bot) => {
      await interact(people, 100, 5)
      const before = await bot.cost()
      const calm = await interact(people, perSecond, seconds)
      const after = await bot.cost()
      const stop = stallingEvery(10_000, 1_000, bot)
      const stalled = await interact(people, perSecond, seconds)
      stop()
      const cpu = (after.cpu - before.cpu) / calm.length
      return [
        row(`${perSecond} interactions a second, p99 ≤ 500 ms, none late`, calm, 500),
        row('the same, while the process stands still for 1 s every 10 s', stalled, 3_000),
        {
          bar: 'CPU for each; memory',
          measured: `${cpu.toFixed(2)} ms; ${after.rss.toFixed(0)} MB`,
        },
      ]
    })
    const broken = brokenRow(playground)
    await playground.close()
    return [...rows, broken]
  })

/** One person and five hundred who ask without end in one server; people of others ask and type as usual. */
export const floodLoad = (perSecond: number, seconds: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const playground = await openDiscord(40, { members: 20, identifyWindow: 0, history: 1_000 })
    const [flooded, ...rest] = [...playground.world.guilds.values()]
    if (flooded === undefined) throw new Error('no guild')
    for (let at = 0; at < 500; at += 1) playground.addPerson(`Flood ${at}`)
    const crowd = membersOf(playground, flooded)
    const others = rest.flatMap((guild) => membersOf(playground, guild))
    const rows = await withBot(ours(playground, folder), async (bot) => {
      await interact(others, 50, 5)
      const before = await bot.cost()
      // Every other one comes from the same person.
      const flood = crowd.flatMap((one) => [crowd[0] as Person, one])
      const [, asked, suggested] = await Promise.all([
        pour(flood, perSecond, seconds, ask),
        pour(others, 20, seconds, ask),
        pour(others, 20, seconds, suggest),
      ])
      const after = await bot.cost()
      return [
        row(
          `${perSecond} questions a second in one server; /ask in others, p99 ≤ 300 ms`,
          asked,
          300,
        ),
        row('suggestions in others, p99 ≤ 100 ms', suggested, 100),
        {
          bar: 'memory before and after',
          measured: `${before.rss.toFixed(0)} and ${after.rss.toFixed(0)} MB`,
        },
      ]
    })
    const broken = brokenRow(playground)
    await playground.close()
    return [...rows, broken]
  })

const membersOf = ({ world }: Playground, guild: Guild): Person[] =>
  [...guild.members.values()]
    .filter(({ user }) => !user.bot)
    .map(({ user }) => personOf(world, guild, user.id))

let turn = 0

const ask = async (who: Person): Promise<Took> => {
  turn += 1
  const { failure, took } = await who.slash('ask', {
    question: questions[turn % questions.length] ?? '',
  })
  return failure === null ? took : undefined
}

const suggest = async (who: Person): Promise<Took> => {
  turn += 1
  const began = performance.now()
  return who.suggest('ask', { question: typed[turn % typed.length] ?? '' }, 'question').then(
    () => Math.round(performance.now() - began),
    () => undefined,
  )
}

/** Seven of ten ask, three type. */
const interact = (people: readonly Person[], perSecond: number, seconds: number) =>
  pour(people, perSecond, seconds, (who, at) => (at % 10 < 7 ? ask(who) : suggest(who)))

/** One after the other does something, evenly over time, whatever became of what was done before. */
async function pour(
  people: readonly Person[],
  perSecond: number,
  seconds: number,
  act: (who: Person, at: number) => Promise<Took>,
): Promise<readonly Took[]> {
  const doing: Promise<Took>[] = []
  const began = performance.now()
  for (let at = 0; at < perSecond * seconds; at += 1) {
    const wait = began + (at * 1_000) / perSecond - performance.now()
    if (wait > 1) await new Promise((go) => setTimeout(go, wait))
    doing.push(act(people[at % people.length] as Person, at))
  }
  return Promise.all(doing)
}

/** Lets the bot's process stand still for `ms` again and again. */
function stallingEvery(every: number, ms: number, { pid }: Bot): () => void {
  const timer = setInterval(() => {
    process.kill(pid, 'SIGSTOP')
    setTimeout(() => process.kill(pid, 'SIGCONT'), ms)
  }, every)
  return () => clearInterval(timer)
}

function row(bar: string, all: readonly Took[], most: number): Row {
  const took = all.filter((one) => one !== undefined)
  const late = all.length - took.length
  const p99 = quantile(took, 0.99)
  return {
    bar,
    isCost: true,
    measured: `${late} of ${all.length} late; p50 ${quantile(took, 0.5)} ms, p99 ${p99} ms, longest ${Math.max(0, ...took)} ms`,
    met: late === 0 && p99 <= most,
  }
}
