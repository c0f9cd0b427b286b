/** /ask: a question in, an answer, a choice or an honest "nothing" out. */

import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ButtonStyle,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js'
import type { Command, InGuild, Press } from '../src/discord/command.ts'
import { customId } from '../src/discord/custom-id.ts'
import { UserError } from '../src/errors.ts'
import type { Entry } from '../src/knowledge/entry.ts'
import type { Library } from '../src/knowledge/library.ts'
import { pickOf } from '../src/knowledge/pick.ts'
import { sameKey } from '../src/knowledge/sameness.ts'
import type { SearchResult } from '../src/knowledge/search.ts'
import { answerView, askedIn, chooseView, nothingView } from '../src/views/answer.ts'
import { cut, limits } from '../src/views/limits.ts'
import { button } from '../src/views/round.ts'
import type { View } from '../src/views/view.ts'
import { buttonsFor, helped, keepGap, tell, wanted, wrong } from './ask/feedback.ts'
import { isInPace } from './ask/pace.ts'
import { answerWith, orDefer } from './late.ts'
import type { Parts } from './parts.ts'
import { message, privately } from './reply.ts'

export const ask: Command<Parts> = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'ask',
    description: 'Ask a question and get the answer from the curated collection',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: 'Your question in your own words, or pick one from the list',
        required: true,
        autocomplete: true,
        max_length: 200,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'hide',
        description: 'Show the answer only to you',
      },
    ],
  },

  async run(interaction, parts) {
    const { library, host, settings } = parts
    const question = interaction.options.getString('question', true).trim()
    if (question === '') throw new UserError('Type a question after `/ask`, then send it again.')
    if (!(await isInPace(interaction, parts))) return
    const hide =
      interaction.options.getBoolean('hide') ?? (await settings.of(interaction.guildId)).private
    await orDefer(library.ready(interaction.guildId), interaction, hide)
    const result = await library.ask(interaction.guildId, await meant(interaction, parts, question))
    const withheld = host.withheld(interaction.guildId)
    if (result.verdict === 'answer') refuseWithheld(result.matches[0]?.entry, withheld)
    // What was not found is of no use to the rest of the channel.
    const hidden = hide || result.verdict === 'nothing'
    const view = await resultView(result, interaction, parts, question)
    await answerWith(interaction, view, hidden)
  },

  async suggest(interaction, { library, host, pins, pacer }) {
    if (!pacer.suggests(interaction.user.id, interaction.createdTimestamp)) return []
    const here = await pins.here(interaction.guildId, interaction.channelId)
    const typed = interaction.options.getFocused()
    const withheld = host.withheld(interaction.guildId)
    const entries = await library.suggest(
      interaction.guildId,
      typed,
      limits.choices + withheld.size,
      here.entries,
    )
    return entries
      .filter(({ id }) => !withheld.has(id))
      .slice(0, limits.choices)
      .map((entry) => ({ name: cut(entry.question, limits.choiceName), value: pickOf(entry) }))
  },

  async press(interaction, parts, [what = '', id, ...args]) {
    const doing = Object.hasOwn(feedback, what) ? feedback[what] : undefined
    if (doing !== undefined) return doing(interaction, parts, id, ...args)
    if (!(await isInPace(interaction, parts))) return
    const { library, host } = parts
    const picked = interaction.isStringSelectMenu() ? interaction.values[0] : id
    const entry = await library.entry(interaction.guildId, picked ?? '')
    if (entry === undefined) throw new UserError(removed)
    refuseWithheld(entry, host.withheld(interaction.guildId))
    const view = await entryView(entry, library, interaction.guildId)
    // The asker's own choice turns the question back into the answer; anyone else reads it by themselves.
    if (what === 'choice' && isAsker(interaction)) {
      const asked = askedIn(interaction.message.embeds[0]?.footer?.text)
      await interaction.update(message(view))
      if (asked !== undefined) await keepPick(interaction, parts, entry, asked)
    } else await interaction.reply(privately(view))
  },

  async submit(interaction, parts, [what, id]) {
    if (what !== 'wanted') throw new UserError('That form is out of date. Use `/ask` again.')
    await wanted(interaction, parts, id)
  },
}

type Pressed = (
  interaction: InGuild<Press>,
  parts: Parts,
  id?: string,
  question?: string,
) => Promise<void>

/** What the buttons other than those that show an answer do. */
const feedback: Readonly<Record<string, Pressed>> = { helped, wrong, tell }

/** The question, or the pick of the entry that is pinned here for these very words. */
async function meant(
  { guildId, channelId }: InGuild<ChatInputCommandInteraction>,
  { pins, library }: Parts,
  question: string,
): Promise<string> {
  const id = (await pins.here(guildId, channelId)).wordings.get(sameKey(question))
  const entry = id === undefined ? undefined : await library.entry(guildId, id)
  return entry === undefined ? question : pickOf(entry)
}

/** While a question of a game is open, the answer behind it is nobody's in that server: friends can ask too. */
function refuseWithheld(entry: Entry | undefined, withheld: ReadonlySet<string>): void {
  if (entry !== undefined && withheld.has(entry.id))
    throw new UserError(
      'That answer belongs to the question being played here right now. Ask again when it is over.',
    )
}

const removed = 'That answer is no longer in the collection. Ask again with `/ask`.'

async function resultView(
  result: SearchResult,
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
  question: string,
): Promise<View> {
  const [best] = result.matches
  if (result.verdict === 'nothing' || best === undefined) {
    const gap = await keepGap(interaction, parts, question, '')
    return nothingView(gap === undefined ? undefined : customId('ask', 'tell', gap))
  }
  if (result.verdict === 'answer')
    return entryView(best.entry, parts.library, interaction.guildId, question)
  const entries = result.matches.map(({ entry }) => entry)
  return chooseView(entries, ({ id }) => customId('ask', 'choice', id), question)
}

async function entryView(
  entry: Entry,
  library: Library,
  guild: string,
  question?: string,
): Promise<View> {
  const related = await library.related(guild, entry)
  // Whoever may not manage answers is told so; a row for moderators alone cannot be shown.
  const manage = button('Manage', ButtonStyle.Secondary, customId('answers', 'manage', entry.id))
  return answerView(entry, related, customId('ask', 'related'), [
    ...buttonsFor(entry.id, question),
    manage,
  ])
}

/** What the asker meant by their words: a proposal for the moderators, and nothing else. */
async function keepPick(
  { guildId: guild, user, createdTimestamp: at }: InGuild<Press>,
  { picks }: Parts,
  { id: entry }: Entry,
  text: string,
): Promise<void> {
  await picks.keep({ guild, entry, user: user.id, text, at })
}

function isAsker(interaction: InGuild<Press>): boolean {
  return interaction.message.interactionMetadata?.user.id === interaction.user.id
}
