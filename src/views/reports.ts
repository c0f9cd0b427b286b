/** How reports and corrections of trivia questions look. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import type { Asked } from '../trivia/draw.ts'
import type { Report } from '../trivia/report.ts'
import type { Round } from '../trivia/round.ts'
import type { Settled } from '../trivia/settle.ts'
import type { Standing } from '../trivia/standings.ts'
import { cut, fitLines, limits } from './limits.ts'
import { escaped } from './markdown.ts'
import { button, points, rightAnswer, row } from './round.ts'
import { colours, type View } from './view.ts'

/** So many questions are shown, each with a button. */
const shown = 5

/** The questions that were reported, those by most people first. */
export function reportsView(
  reports: readonly Report[],
  idOf: (...args: readonly string[]) => string,
): View {
  if (reports.length === 0) return { content: 'Nothing was reported.', embeds: [], components: [] }
  const items = [...Map.groupBy(reports, ({ item }) => item)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, shown)
  const parts = items.map(([, about], at) => {
    const [{ title, game, question } = about[0] as Report] = about
    const said = about.map(
      ({ reporter, text }) => `<@${reporter}>: ${text === '' ? 'wrong' : escaped(text)}`,
    )
    return [
      `**${at + 1}. ${escaped(cut(title, 200))}**`,
      `Question ${question + 1} of game \`${game}\``,
      fitLines(said, 450, (left) => `and ${left} more`),
    ].join('\n')
  })
  const embed: APIEmbed = {
    title: 'Reported questions',
    description: cut(
      [
        ...parts,
        '`/trivia correct` puts a key right, `/trivia question remove` takes a question of your own away.',
      ].join('\n\n'),
      limits.embedDescription,
    ),
    color: colours.contested,
  }
  const buttons = items.map(([item], at) =>
    button(`Done with ${at + 1}`, ButtonStyle.Secondary, idOf('rclose', item)),
  )
  return { content: '', embeds: [embed], components: [row(...buttons)] }
}

/** What a correction changed, for whoever played. */
export function correctionView(
  asked: Asked,
  { question, voided }: Settled,
  before: readonly Standing[],
  after: readonly Standing[],
  { opening }: Round,
  by: string,
): View {
  const had = new Map(before.map((line) => [line.player, line]))
  const changed = after.flatMap(({ player, points: now, rank }) => {
    const line = had.get(player)
    if (line === undefined || (line.points === now && line.rank === rank)) return []
    return [`<@${player}>: ${line.points} → ${points(now)}, place ${line.rank} → ${rank}`]
  })
  const verdict =
    voided === undefined
      ? `✅ The right answer is **${rightAnswer(asked)}**.`
      : 'The question counts for nobody.'
  const embed: APIEmbed = {
    title: cut(`Question ${question + 1} was corrected`, limits.embedTitle),
    description: [
      `**${escaped(asked.item.question)}**`,
      verdict,
      '',
      changed.length === 0
        ? 'No score changes.'
        : fitLines(changed, 3_000, (left) => `and ${left} more`),
    ].join('\n'),
    color: colours.contested,
    footer: { text: `Game ${opening.id} · all scores were counted again` },
  }
  return {
    content: `<@${by}> corrected a question of this channel’s trivia.`,
    embeds: [embed],
    components: [],
  }
}
