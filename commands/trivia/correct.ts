/** Questions that turn out wrong: *Report* under a reveal, and the key put right with every score counted again. */

import {
  type BaseInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { oneLine } from '../../src/knowledge/clean.ts'
import type { RoundEvent } from '../../src/trivia/event.ts'
import type { Round } from '../../src/trivia/round.ts'
import { countedAs } from '../../src/trivia/settle.ts'
import { standings } from '../../src/trivia/standings.ts'
import { correctionView, reportsView } from '../../src/views/reports.ts'
import { curatorOf } from '../answers/who.ts'
import type { Parts } from '../parts.ts'
import { message, privately } from '../reply.ts'
import { findGame, gameNamed } from './games.ts'
import { idOf, unsavedOrder, whisper } from './lobby.ts'

type Slash = InGuild<ChatInputCommandInteraction>

/** Longest text of a report, in characters. */
const longest = 400

/** *Report*: asks what is wrong. */
export async function report(
  interaction: InGuild<Press>,
  parts: Parts,
  game: string,
  question: string,
): Promise<void> {
  settledIn(await findGame(parts, interaction.guildId, game), Number(question))
  await interaction.showModal({
    custom_id: idOf('reported', game, question),
    title: 'Report this question',
    components: [
      {
        type: ComponentType.Label,
        label: 'What is wrong with it?',
        description: 'The moderators read it, with your name',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'text',
          style: TextInputStyle.Paragraph,
          max_length: longest,
          required: false,
        },
      },
    ],
  })
}

export async function reported(
  interaction: InGuild<ModalSubmitInteraction>,
  parts: Parts,
  game: string,
  number: string,
): Promise<void> {
  const { guildId: guild, user, createdTimestamp: at, fields } = interaction
  const question = Number(number)
  const { asked } = settledIn(await findGame(parts, guild, game), question)
  const { id: item, question: title } = asked.item
  const text = fields.fields.has('text') ? oneLine(fields.getTextInputValue('text')) : ''
  await parts.reports.keep({
    ...{ guild, game, question, item, title, at, reporter: user.id, text: text.slice(0, longest) },
  })
  await whisper(
    interaction,
    'Thank you. The moderators will look at it; if the answer was wrong, the scores are counted again.',
  )
  void parts.audit(
    guild,
    `<@${user.id}> reported question ${question + 1} of trivia game \`${game}\`, “${title}”. \`/trivia reports\` shows why.`,
  )
}

export async function reports(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  await interaction.reply(privately(await listed(interaction, parts)))
}

/** *Done with it*: everything about an item is closed. */
export async function close(
  interaction: InGuild<Press>,
  parts: Parts,
  item: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await parts.reports.close(interaction.guildId, item)
  await interaction.update(message(await listed(interaction, parts)))
}

async function listed({ guildId }: InGuild<BaseInteraction>, { reports, host }: Parts) {
  const withheld = host
    .inGuild(guildId)
    .flatMap(({ opening, phase }) =>
      'question' in phase ? (opening.questions[phase.question]?.item.id ?? []) : [],
    )
  const open = new Set(withheld)
  const all = (await reports.of(guildId)).filter(({ item }) => !open.has(item))
  return reportsView(all, idOf)
}

/** `/trivia correct`: said where the game was played, as it concerns whoever played it. */
export async function correct(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId, channelId, options, user, createdTimestamp: at } = interaction
  const before = await gameNamed(parts, guildId, options.getString('game'))
  const { id, channel } = before.opening
  if (channel !== channelId)
    throw new UserError(
      `Use it in <#${channel}>, where game \`${id}\` was played: everybody there should hear of it.`,
    )
  const question = options.getInteger('question', true) - 1
  settledIn(before, question)
  const key = Number(options.getString('answer', true))
  const event = { type: 'corrected', at, by: user.id, question, key } as const
  await apply(parts, guildId, id, event)
  const after = await findGame(parts, guildId, id)
  const { asked, settled } = settledIn(after, question)
  await parts.reports.close(guildId, asked.item.id)
  await interaction.reply(
    message(
      correctionView(
        countedAs(asked, settled),
        settled,
        standings(before),
        standings(after),
        after,
        user.id,
      ),
    ),
  )
  void parts.audit(
    guildId,
    `<@${user.id}> corrected question ${question + 1} of trivia game \`${id}\`, “${asked.item.question}”.`,
  )
}

async function apply(
  { host, records, rules }: Parts,
  guild: string,
  game: string,
  event: Extract<RoundEvent, { type: 'corrected' }>,
): Promise<void> {
  const outcome =
    host.game(game) === undefined
      ? await records.correct(guild, game, event, rules(guild))
      : (await host.report(game, event)).kind
  if (outcome === 'gone') throw new UserError('That game is not kept any more.')
  if (outcome === 'unsaved') throw new UserError(unsavedOrder)
  if (outcome !== 'done')
    throw new UserError(
      'That cannot be corrected so: the question has no such answer, or it counts for nobody already. Typed questions can only be taken back.',
    )
}

/** A question of a game that was counted. Throws a UserError where it has not been yet. */
function settledIn(round: Round, number: number) {
  const settled = round.settled.find(({ question }) => question === number)
  const asked = round.opening.questions[number]
  if (settled === undefined || asked === undefined)
    throw new UserError('That question has not been counted yet, or there is no such question.')
  return { asked, settled }
}

async function requireCurator(interaction: InGuild<BaseInteraction>, parts: Parts): Promise<void> {
  if (!(await parts.mayCurate(interaction.guildId, curatorOf(interaction))))
    throw new UserError(
      'Only this server’s moderators (Manage Messages, or the curator role) correct questions. *Report* under a reveal tells them.',
    )
}
