/** Games that begin by themselves, every day or every week. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { daily, mostPlans, parseTime } from '../../src/trivia/schedule.ts'
import { plansView, timesWords } from '../../src/views/schedule.ts'
import type { Parts } from '../parts.ts'
import { privately } from '../reply.ts'
import { presetNamed, settingsFrom, whisper } from './lobby.ts'
import { requireModerator, requireOwnRights } from './who.ts'

type Slash = InGuild<ChatInputCommandInteraction>

/** Shortest lobby of a planned game, in seconds: nobody is waiting at the keyboard. */
const shortestLobby = 120

export async function add(interaction: Slash, parts: Parts): Promise<void> {
  requireModerator(interaction, 'plan games')
  requireOwnRights(interaction)
  const { guildId: guild, channelId: channel, options, user } = interaction
  const minutes = parseTime(options.getString('time', true))
  if (minutes === undefined) throw new UserError('Write the time as `18:30` or `6:30 pm`.')
  const weekday = Number(options.getString('day') ?? daily)
  if (!Number.isInteger(weekday) || weekday < daily || weekday > 6)
    throw new UserError('Choose a day from the list.')
  if ((await parts.plans.of(guild)).length >= mostPlans)
    throw new UserError(
      `A server plans ${mostPlans} games at most. Remove one with \`/trivia schedule remove\`.`,
    )
  const chosen = settingsFrom(
    interaction,
    await presetNamed(parts, guild, options.getString('preset')),
  )
  const settings = { ...chosen, lobby: Math.max(chosen.lobby, shortestLobby) }
  const by = user.id
  const kind = options.getString('what') === 'challenge' ? 'challenge' : 'game'
  const plan = { guild, channel, kind, settings, weekday, minutes, by } as const
  const { next } = await parts.plans.add(plan)
  const { zone } = await parts.settings.of(guild)
  await whisper(
    interaction,
    `Planned: a ${kind} here **${timesWords(plan)}** (${zone}). The next one opens <t:${next / 1_000}:F>.`,
  )
  void parts.audit(
    guild,
    `<@${by}> planned a trivia ${kind} in <#${channel}>, ${timesWords(plan)}.`,
  )
}

export async function list(interaction: Slash, { plans, settings }: Parts): Promise<void> {
  const { guildId } = interaction
  const { zone } = await settings.of(guildId)
  await interaction.reply(privately(plansView(await plans.of(guildId), zone)))
}

export async function remove(interaction: Slash, { plans, audit }: Parts): Promise<void> {
  requireModerator(interaction, 'change what is planned')
  const { guildId, options, user } = interaction
  const id = options.getString('plan', true).trim().toLowerCase()
  const plan = (await plans.of(guildId)).find((one) => one.id === id)
  if (plan === undefined || !(await plans.remove(guildId, id)))
    throw new UserError('There is no such plan. `/trivia schedule list` shows them all.')
  await whisper(interaction, `Removed: **${timesWords(plan)}** in <#${plan.channel}>.`)
  void audit(
    guildId,
    `<@${user.id}> took the trivia ${plan.kind} in <#${plan.channel}> off the plan, ${timesWords(plan)}.`,
  )
}
