/** Suggestions while typing: topics, presets, past games. */

import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { sameKey } from '../../src/knowledge/sameness.ts'
import { cut, limits } from '../../src/views/limits.ts'
import { timesWords } from '../../src/views/schedule.ts'
import type { Parts } from '../parts.ts'
import { choices } from './question/which.ts'

type Choices = readonly ApplicationCommandOptionChoiceData<string>[]

export async function suggest(
  interaction: InGuild<AutocompleteInteraction>,
  parts: Parts,
): Promise<Choices> {
  const { name, value } = interaction.options.getFocused(true)
  const { guildId } = interaction
  if (name === 'topics') return topics(value, await parts.pool(guildId))
  if (name === 'game') {
    const isProof = ['explain', 'verify'].includes(interaction.options.getSubcommand())
    return games(value, guildId, parts, isProof)
  }
  if (name === 'question') return choices(guildId, value, parts)
  if (name === 'answer') return answers(value, guildId, parts)
  if (name === 'plan') return plans(value, guildId, parts)
  const presets = await parts.records.presets(guildId)
  return presets
    .filter((preset) => preset.name.includes(value.trim().toLowerCase()))
    .slice(0, limits.choices)
    .map((preset) => ({ name: preset.name, value: preset.name }))
}

async function answers(typed: string, guild: string, { library }: Parts): Promise<Choices> {
  const entries = await library.suggest(guild, typed, limits.choices)
  return entries.map((entry) => ({
    name: cut(entry.question, limits.choiceName),
    value: entry.id,
  }))
}

async function plans(typed: string, guild: string, parts: Parts): Promise<Choices> {
  return (await parts.plans.of(guild))
    .map((plan) => ({ name: `${timesWords(plan)} · ${plan.id}`, value: plan.id }))
    .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
    .slice(0, limits.choices)
}

/** Completes the last topic of the list; those with most questions first. */
function topics(typed: string, pool: readonly { topics: readonly string[] }[]): Choices {
  const parts = typed.split(',')
  const last = sameKey(parts.at(-1) ?? '')
  const before = parts.slice(0, -1).map((part) => part.trim())
  const counts = new Map<string, number>()
  for (const item of pool)
    for (const topic of item.topics) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  const chosen = new Set(before.map((part) => sameKey(part.replace(/:.*/, ''))))
  return [...counts]
    .filter(([topic]) => sameKey(topic).includes(last) && !chosen.has(sameKey(topic)))
    .sort(([, a], [, b]) => b - a)
    .slice(0, limits.choices)
    .map(([topic, count]) => {
      const value = [...before, topic].join(', ')
      return { name: cut(`${value} (${count} questions)`, limits.choiceName), value }
    })
    .filter(({ value }) => value.length <= limits.choiceName)
}

/** Past games and, where they fit too, challenges; the latest first. */
async function games(
  typed: string,
  guild: string,
  { records, challenges }: Parts,
  withChallenges: boolean,
): Promise<Choices> {
  const [past, over] = await Promise.all([
    records.games(guild, limits.choices),
    withChallenges ? challenges.past(guild, limits.choices) : [],
  ])
  const all = [
    ...past.map(({ id, overAt, questions }) => ({
      id,
      at: overAt,
      what: `${questions} questions`,
    })),
    ...over.map(({ id, closes, questions }) => ({
      ...{ id, at: closes, what: `challenge, ${questions.length} questions` },
    })),
  ]
  return all
    .filter(({ id }) => id.includes(typed.trim().toLowerCase()))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limits.choices)
    .map(({ id, at, what }) => {
      const day = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
      return { name: `${day} UTC · ${what} · ${id}`, value: id }
    })
}
