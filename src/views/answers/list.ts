/** Lists of answers, ten to a page, with a menu that opens one. */

import {
  type APIActionRowComponent,
  type APIEmbed,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Held } from '../../knowledge/held.ts'
import { cut, limits } from '../limits.ts'
import { escaped } from '../markdown.ts'
import { button, relative, row } from '../round.ts'
import { colours, type View } from '../view.ts'
import type { IdOf } from './draft.ts'

export const pageSize = 10

export interface ListPage {
  readonly title: string
  /** All there is; the page shows ten of it. */
  readonly all: readonly Held[]
  /** From 0; one beyond the end shows the last. */
  readonly page: number
  /** Said in place of the lines where there is nothing. */
  readonly empty: string
  /** The `custom_id` that shows another page; absent where that cannot be told in one. */
  readonly turn?: (page: number) => string
  readonly menu: Menu
  /** What stands behind each question. */
  readonly remark?: (held: Held) => string
  readonly note?: string
}

/** What choosing from the page's menu does. */
export interface Menu {
  readonly customId: string
  readonly placeholder: string
  /** Whether several may be chosen at once. */
  readonly several?: boolean
}

export function listView({ all, page, ...list }: ListPage, idOf: IdOf): View {
  const pages = Math.max(1, Math.ceil(all.length / pageSize))
  const at = Math.max(0, Math.min(page, pages - 1))
  const shown = all.slice(at * pageSize, (at + 1) * pageSize)
  const remark = list.remark ?? stateRemark
  const lines = shown.map((held, index) => {
    const said = remark(held)
    const number = at * pageSize + index + 1
    return `**${number}.** ${cut(escaped(held.entry.question), 250)}${said === '' ? '' : ` · ${said}`}`
  })
  const embed: APIEmbed = {
    title: cut(list.title, limits.embedTitle),
    description: lines.length === 0 ? list.empty : lines.join('\n'),
    color: colours.question,
    footer: { text: `${all.length} in all · page ${at + 1} of ${pages}` },
  }
  const turns = list.turn === undefined || pages === 1 ? [] : [turnRow(at, pages, list.turn, idOf)]
  return {
    content: list.note ?? '',
    embeds: [embed],
    components: [...menuRow(shown, list.menu), ...turns],
  }
}

/** What is special about an answer, in a few words. */
export function stateRemark({ shown, origin, kept }: Held): string {
  const when = kept === undefined ? '' : ` ${relative(kept.changedAt)}`
  if (!shown) return `removed${when}`
  if (origin === 'shipped') return ''
  return origin === 'own' ? `own, changed${when}` : `changed here${when}`
}

function turnRow(at: number, pages: number, turn: (page: number) => string, idOf: IdOf) {
  const to = (label: string, name: string, page: number) => {
    const there = page >= 0 && page < pages
    const id = there ? turn(page) : idOf('none', name)
    return { ...button(label, ButtonStyle.Secondary, id), disabled: !there }
  }
  return row(to('◀ Back', 'back', at - 1), to('More ▶', 'more', at + 1))
}

function menuRow(
  shown: readonly Held[],
  { customId, placeholder, several = false }: Menu,
): APIActionRowComponent<APIStringSelectComponent>[] {
  if (shown.length === 0) return []
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder,
    min_values: 1,
    max_values: several ? shown.length : 1,
    options: shown.map(({ entry: { id, question } }) => ({
      label: cut(question, limits.optionLabel),
      value: id,
    })),
  }
  return [{ type: ComponentType.ActionRow, components: [menu] }]
}
