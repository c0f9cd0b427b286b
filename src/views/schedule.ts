/** How planned games look. */

import type { APIEmbed } from 'discord.js'
import { daily, type Plan, type Times } from '../trivia/schedule.ts'
import { fitLines, limits } from './limits.ts'
import { describe } from './round.ts'
import { colours, type View } from './view.ts'

/** By their numbers. */
export const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

/** `every Monday at 18:30`. */
export function timesWords({ weekday, minutes }: Times): string {
  const day = weekday === daily ? 'day' : weekdays[weekday]
  const two = (number: number) => String(number).padStart(2, '0')
  return `every ${day} at ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** A plan in two lines. */
function planLine(plan: Plan): string {
  return `• **A ${plan.kind} ${timesWords(plan)}** in <#${plan.channel}>, next <t:${plan.next / 1_000}:F>\n  ${describe(plan.settings)} · \`${plan.id}\``
}

/** Everything that a server has planned. */
export function plansView(plans: readonly Plan[], zone: string): View {
  const none = 'Nothing yet. A moderator plans a game with `/trivia schedule add`.'
  const embed: APIEmbed = {
    title: 'Planned games',
    description:
      fitLines(plans.map(planLine), limits.embedDescription, (left) => `and ${left} more`) || none,
    footer: { text: `Times are those of ${zone}: /settings change time-zone` },
    color: colours.question,
  }
  return { content: '', embeds: [embed], components: [] }
}
