/** How the doctor's findings look: the worst first, each with what to do. */

import type { APIEmbed } from 'discord.js'
import type { Finding, Severity } from '../operations/doctor.ts'
import { fitLines, limits } from './limits.ts'
import { colours, type View } from './view.ts'

const marks: Readonly<Record<Severity, string>> = {
  bad: '✖ Broken',
  warn: '▲ Look at',
  ok: '✔ Fine',
}
const order: readonly Severity[] = ['bad', 'warn', 'ok']

/** Findings as one embed; `content` and `components` stay empty. */
export function doctorView(findings: readonly Finding[]): View {
  const lines = findings
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .map(({ severity, what, told }) => `${marks[severity]}: ${what}. ${told}`)
  const wrong = findings.filter(({ severity }) => severity !== 'ok').length
  const embed: APIEmbed = {
    title:
      wrong === 0
        ? 'All is well'
        : `${wrong} ${wrong === 1 ? 'thing needs' : 'things need'} a look`,
    description: fitLines(
      lines,
      limits.embedDescription,
      (left) => `… and ${left} more like these`,
    ),
    color: wrong === 0 ? colours.answer : colours.contested,
  }
  return { content: '', embeds: [embed], components: [] }
}
