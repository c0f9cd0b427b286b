/** Suggestions while typing: the answers that the sub-command is for, and wordings of one. Nothing for others. */

import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import { sameKey } from '../../src/knowledge/sameness.ts'
import { cut, limits } from '../../src/views/limits.ts'
import type { Parts } from '../parts.ts'
import { curatorOf } from './who.ts'

type Choices = readonly ApplicationCommandOptionChoiceData<string>[]

export async function suggest(
  interaction: InGuild<AutocompleteInteraction>,
  parts: Parts,
): Promise<Choices> {
  const { guildId, options } = interaction
  if (!(await parts.mayCurate(guildId, curatorOf(interaction)))) return []
  const { name, value } = options.getFocused(true)
  if (name === 'wording') return wordings(parts, guildId, options.getString('answer') ?? '', value)
  const removed = options.getSubcommand() === 'restore'
  const looking = ['info', 'history'].includes(options.getSubcommand())
  const entries = removed ? [] : await shown(parts, guildId, value)
  const gone = removed || looking ? await removedOnes(parts, guildId, value) : []
  return [...entries, ...gone]
    .slice(0, limits.choices)
    .map(({ id, question }) => ({ name: cut(question, limits.choiceName), value: id }))
}

/** For nothing typed: the guild's own, last changed first. */
async function shown({ library }: Parts, guild: string, typed: string): Promise<readonly Entry[]> {
  if (typed.trim() !== '') return library.suggest(guild, typed, limits.choices)
  const all = await library.all(guild)
  return all
    .filter((held) => held.shown)
    .slice(0, limits.choices)
    .map(({ entry }) => entry)
}

async function removedOnes(
  { library }: Parts,
  guild: string,
  typed: string,
): Promise<readonly Entry[]> {
  const key = typed.trim() === '' ? '' : sameKey(typed)
  const all = await library.all(guild)
  return all
    .filter((held) => !held.shown && sameKey(held.entry.question).includes(key))
    .map(({ entry }) => entry)
}

async function wordings(
  { library }: Parts,
  guild: string,
  id: string,
  typed: string,
): Promise<Choices> {
  const held = await library.held(guild, id)
  const key = typed.trim() === '' ? '' : sameKey(typed)
  return (held?.entry.aliases ?? [])
    .filter((alias) => sameKey(alias).includes(key) && alias.length <= limits.choiceName)
    .slice(0, limits.choices)
    .map((alias) => ({ name: alias, value: alias }))
}
