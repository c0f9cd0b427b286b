/** People who ask, and moderators who write and edit answers and pin what was said. */

import type { Person } from '../../src/playground/people.ts'
import type { Dice } from '../../src/trivia/random.ts'
import type { Kept } from './evidence.ts'
import { between, happens, oneOf, pause, type Time, tried, wordsOf } from './pastime.ts'
import type { Notes } from './players.ts'
import { canaryOf } from './witness.ts'

export interface Member {
  readonly who: Person
  readonly guild: string
  readonly dice: Dice
  readonly time: Time
  readonly notes: Notes
}

/** How people fared who asked. */
export interface Asked {
  answered: number
  unanswered: number
}

const questions = [
  'When did Kosovo declare independence?',
  'who recognises kosvo',
  'What did the ICJ say?',
  'Is Kosovo in the UN?',
  'What is EULEX?',
]

/** Asks again and again, at a pace that one person has, also what moderators of any server have written. */
export async function keepAsking({ who, dice, time, notes }: Member, asked: Asked): Promise<void> {
  while (!time.isOver) {
    const written = notes.kept.filter(({ what }) => what === 'answer').map(({ key }) => key)
    const question = oneOf(dice, happens(dice, 50) && written.length > 0 ? written : questions)
    const reply = await tried(() => who.slash('ask', { question }))
    if (reply?.failure === null) asked.answered += 1
    else asked.unanswered += 1
    await pause(between(dice, 3_000, 6_000))
  }
}

/** Writes new answers, edits their own, pins what others were answered. */
export async function keepCurating(member: Member): Promise<void> {
  const { dice, time } = member
  const own: string[] = []
  for (let turn = 0; !time.isOver; turn += 1) {
    const deed = dice.below(10)
    if (deed < 5 || own.length === 0) await write(member, own, turn)
    else if (deed < 8) await edit(member, oneOf(dice, own), turn)
    else await pin(member)
    await pause(between(dice, 500, 2_500))
  }
}

const things = [
  'pool',
  'sauna',
  'choir',
  'library',
  'bakery',
  'garden',
  'market',
  'tower',
  'bridge',
]

async function write(member: Member, own: string[], turn: number): Promise<void> {
  const { who, dice, guild } = member
  const name = `${oneOf(dice, things)} of ${who.name} number ${turn} ${dice.below(1_000)}`
  const question = `When does the ${name} open?`
  const answer = `At ${dice.below(24)}. ${canaryOf(guild)}`
  const form = await tried(() => who.slash('answers add'))
  if (!form?.modal) return
  const preview = await tried(() => who.submit(form, { question, answer }))
  if (preview?.failure !== null) return
  const told = savedOf(wordsOf(await tried(() => who.press(preview, 'Save'))))
  keep(member, 'answer', question, answer, told)
  if (told === 'kept') own.push(question)
}

async function edit(member: Member, question: string, turn: number): Promise<void> {
  const { who, guild } = member
  const answer = `It changed, for time ${turn}. ${canaryOf(guild)}`
  const form = await tried(() => who.slash('answers edit', { answer: question }))
  if (!form?.modal) return
  const preview = await tried(() => who.submit(form, { answer }))
  if (preview?.failure !== null) return
  keep(
    member,
    'answer',
    question,
    answer,
    savedOf(wordsOf(await tried(() => who.press(preview, 'Save')))),
  )
}

async function pin(member: Member): Promise<void> {
  const { who, dice } = member
  const answers = who.sees().filter(({ embeds, author }) => author.bot && embeds.length > 0)
  if (answers.length === 0) return
  const message = oneOf(dice, answers)
  const words = wordsOf(await tried(() => who.contextMenu('Pin answer', message)))
  const told = words?.startsWith('Pinned') ? 'kept' : words === undefined ? undefined : 'refused'
  keep(member, 'pin', message.id, 'pinned', told)
}

function savedOf(words: string | undefined): Kept['told'] {
  if (words?.startsWith('✅ Saved')) return 'kept'
  return words === undefined || words.startsWith('Sorry') ? undefined : 'refused'
}

function keep(
  { who, guild, notes }: Member,
  what: Kept['what'],
  key: string,
  value: string,
  told: Kept['told'],
): void {
  notes.kept.push({ what, guild, by: who.id, key, value, told })
}
