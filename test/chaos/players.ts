/** People who play one game after the other in a channel, press in time and too late, twice and in a hurry, and report. */

import type { APIMessage } from 'discord-api-types/v10'
import { parseCustomId } from '../../src/discord/custom-id.ts'
import { flatComponents } from '../../src/playground/component-tree.ts'
import type { Person } from '../../src/playground/people.ts'
import type { Change, World } from '../../src/playground/world.ts'
import type { Dice } from '../../src/trivia/random.ts'
import type { Kept, Pressed, Told } from './evidence.ts'
import { between, happens, oneOf, pause, type Time, tried, wordsOf } from './pastime.ts'
import { sceneOf } from './witness.ts'

/** Where the players write down what they did. */
export interface Notes {
  readonly presses: Pressed[]
  readonly kept: Kept[]
}

export interface Table {
  readonly world: World
  readonly people: readonly Person[]
  readonly dice: Dice
  readonly time: Time
  readonly notes: Notes
  /** How its games are played, as `/trivia start` takes it. */
  readonly options: Readonly<Record<string, string | number | boolean>>
}

/** How long a table waits for a game to go on before it opens another, in milliseconds. */
const boredom = 12_000

/** Lets them play until the time is over; a game that has begun is played to its end. Call what comes back to end it. */
export function play(table: Table): () => void {
  const { world, people, dice, time } = table
  const host = people[0] as Person
  const seen = new Set<string>()
  let last = Date.now()
  let isOpening = false
  const open = async (after: number) => {
    await pause(after)
    if (time.isOver || isOpening) return
    isOpening = true
    last = Date.now()
    await tried(() => host.slash('trivia start', table.options))
    isOpening = false
  }
  const onChange = (change: Change) => {
    if (change.type !== 'message' || change.channelId !== host.channel.id) return
    const { data, onlyFor } = change.message
    const scene = onlyFor === undefined ? sceneOf(data) : undefined
    if (scene === undefined) return
    last = Date.now()
    const key = `${data.id} ${scene.what}`
    if (seen.has(key)) return
    seen.add(key)
    if (scene.what === 'lobby') gather(table, data)
    if (scene.what === 'question') for (const one of people) void answer(table, one, data)
    if (scene.what === 'reveal' && happens(dice, 25))
      void report(table, oneOf(dice, people), data, `${scene.game} ${scene.question}`)
    if (scene.what === 'board') void open(between(dice, 300, 2_000))
  }
  world.changes.add(onChange)
  const look = setInterval(() => {
    if (Date.now() - last > boredom) void open(0)
  }, 1_000)
  void open(between(dice, 0, 2_000))
  return () => {
    clearInterval(look)
    world.changes.delete(onChange)
  }
}

function gather({ people: [host, ...others], dice }: Table, lobby: APIMessage): void {
  const at = async (after: number, who: Person | undefined, what: string) => {
    await pause(after)
    if (who !== undefined) await tried(() => who.press(lobby, what))
  }
  for (const one of others) if (happens(dice, 70)) void at(between(dice, 100, 2_500), one, 'Join')
  if (happens(dice, 60)) void at(between(dice, 2_000, 4_000), host, 'Start now')
}

/** Most answer within a few seconds, some late or not at all, some change their minds, some press twice at once. */
async function answer(table: Table, who: Person, message: APIMessage): Promise<void> {
  const { dice, time } = table
  // Once the last games are on, all play them to their end without delay.
  if (!time.isOver && !happens(dice, 92)) return
  const choices = flatComponents(message.components).flatMap(({ custom_id = '' }) =>
    custom_id.startsWith('trivia:answer:') ? [custom_id] : [],
  )
  if (choices.length === 0) return
  await pause(
    !time.isOver && happens(dice, 12)
      ? between(dice, 4_500, 9_000)
      : between(dice, 150, time.isOver ? 1_500 : 3_500),
  )
  const times = happens(dice, 20) ? 2 : 1
  for (let made = 0; made < times; made += 1) {
    void press(table, who, message, oneOf(dice, choices))
    await pause(between(dice, 0, 800))
  }
}

async function press(
  { notes }: Table,
  who: Person,
  message: APIMessage,
  button: string,
): Promise<void> {
  const [, game = '', question = '', choice = ''] = parseCustomId(button)?.args ?? []
  const reply = await tried(() => who.press(message, button))
  const id = reply?.interaction?.id
  if (id === undefined) return
  const words = wordsOf(reply)
  const named = 'ABCD'.indexOf(/: \*\*([A-D]) /.exec(words ?? '')?.[1] ?? '?')
  notes.presses.push({
    ...{ id, game, question: Number(question), choice: Number(choice), player: who.id },
    ...{ guild: who.channel.guildId ?? '', channel: who.channel.id, message: message.id },
    told: toldOf(words),
    ...(named < 0 ? {} : { named }),
  })
}

function toldOf(words: string | undefined): Told {
  if (words?.startsWith('Got it')) return 'taken'
  if (words?.startsWith('You have answered already')) return 'already'
  if (words?.startsWith('Too late')) return 'late'
  // What could not be stored in time, or went wrong, may count or not.
  const isOpen = words === undefined || /^Sorry|^I could not save/.test(words)
  return isOpen ? undefined : 'refused'
}

async function report({ notes, dice }: Table, who: Person, message: APIMessage, key: string) {
  await pause(between(dice, 300, 1_500))
  const form = await tried(() => who.press(message, 'Report'))
  if (!form?.modal) return
  const text = `I doubt it (${between(dice, 1, 1_000_000)})`
  const reply = await tried(() => who.submit(form, { text }))
  const words = wordsOf(reply)
  const told = words?.startsWith('Thank you') ? 'kept' : undefined
  const guild = who.channel.guildId ?? ''
  notes.kept.push({ what: 'report', guild, by: who.id, key: `${key} ${who.id}`, value: text, told })
}
