/** Looking at answers: one, lists of them, those that want checking. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { staleSince, verified } from '../../src/knowledge/curation.ts'
import type { Held } from '../../src/knowledge/held.ts'
import { sameKey } from '../../src/knowledge/sameness.ts'
import { type ListPage, listView, pageSize } from '../../src/views/answers/list.ts'
import { escaped } from '../../src/views/markdown.ts'
import { byName } from '../dispatch.ts'
import type { Parts } from '../parts.ts'
import { check } from './change.ts'
import { ordered, orders } from './orders.ts'
import { heldById, heldNamed, panelOf, shownNamed } from './pick.ts'
import { dayOf } from './preview.ts'
import { saveAtOnce } from './save.ts'
import { idOf, show } from './show.ts'
import { requireCurator } from './who.ts'

type Slash = InGuild<ChatInputCommandInteraction>
type Showing = Slash | InGuild<Press>

export async function info(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const named = interaction.options.getString('answer', true)
  await showHeld(interaction, parts, await heldNamed(parts, interaction.guildId, named))
}

/** An answer chosen from a list, or *Manage* under a reply of /ask. */
export async function open(interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> {
  await requireCurator(interaction, parts)
  const chosen = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : id
  await showHeld(interaction, parts, await heldById(parts, interaction.guildId, chosen))
}

async function showHeld(interaction: Showing, parts: Parts, held: Held): Promise<void> {
  await show(interaction, await panelOf(parts, interaction.guildId, held))
}

const openMenu = { customId: idOf('open'), placeholder: 'Open one' }

const lists: Readonly<Record<string, { title: string; fits: (held: Held) => boolean }>> = {
  all: { title: 'Answers', fits: ({ shown }) => shown },
  own: {
    title: 'This server’s own answers',
    fits: ({ shown, origin }) => shown && origin === 'own',
  },
  changed: {
    title: 'Answers that come with me, changed here',
    fits: ({ shown, origin }) => shown && origin === 'changed',
  },
  shipped: {
    title: 'Answers that come with me, as they are',
    fits: ({ shown, origin }) => shown && origin === 'shipped',
  },
  pinned: { title: 'Pinned answers', fits: ({ shown, entry }) => shown && entry.pinned },
  removed: { title: 'Removed answers', fits: ({ shown }) => !shown },
  used: { title: 'Answers asked for most', fits: ({ shown }) => shown },
  unhelpful: { title: 'Answers that mostly do not help', fits: ({ shown }) => shown },
}

export async function list(interaction: Slash, parts: Parts): Promise<void> {
  await showList(interaction, parts, interaction.options.getString('show') ?? 'all', 0)
}

/** Another page of a list. */
export async function turnList(
  interaction: InGuild<Press>,
  parts: Parts,
  which: string,
  page: string,
): Promise<void> {
  await showList(interaction, parts, which, pageOf(page))
}

async function showList(
  interaction: Showing,
  parts: Parts,
  which: string,
  page: number,
): Promise<void> {
  await requireCurator(interaction, parts)
  const chosen = byName(lists, which, 'There is no such list. Use `/answers list` again.')
  const { guildId } = interaction
  const all = (await parts.library.all(guildId)).filter(chosen.fits)
  const order = Object.hasOwn(orders, which) ? await orders[which]?.(parts, guildId) : undefined
  await show(
    interaction,
    listView(
      {
        title: chosen.title,
        all: order === undefined ? all : ordered(all, order),
        page,
        empty: order?.empty ?? 'None. `/answers add` writes one.',
        turn: (to) => idOf('list', which, String(to)),
        menu: openMenu,
        ...(order === undefined ? {} : { remark: order.remark }),
      },
      idOf,
    ),
  )
}

/** Most answers that a search lists. */
const mostFound = 100

export async function search(interaction: Slash, parts: Parts): Promise<void> {
  await showFound(interaction, parts, interaction.options.getString('text', true).trim(), 0)
}

/** Another page of what was found. */
export async function turnFound(
  interaction: InGuild<Press>,
  parts: Parts,
  page: string,
  text = '',
): Promise<void> {
  await showFound(interaction, parts, text, pageOf(page))
}

async function showFound(
  interaction: Showing,
  parts: Parts,
  text: string,
  page: number,
): Promise<void> {
  await requireCurator(interaction, parts)
  const { library } = parts
  const { guildId } = interaction
  const found = await library.find(guildId, text, mostFound)
  const held = await Promise.all(found.map(({ id }) => library.held(guildId, id)))
  const key = sameKey(text)
  const removed = (await library.all(guildId)).filter(
    ({ shown, entry }) => !shown && sameKey(entry.question).includes(key),
  )
  const page_: ListPage = {
    title: `Answers about “${text}”`,
    // A removed one has the very words; the others may only be near.
    all: [...removed, ...held.filter((one) => one !== undefined)],
    page,
    empty: `Nothing fits “${escaped(text)}”. Try fewer words, or \`/answers add\` to write it.`,
    menu: openMenu,
  }
  await show(interaction, listView({ ...page_, ...turning(text) }, idOf))
}

/** Escaping may make a text too long for the `custom_id` that turns its pages; then there is the first alone. */
function turning(text: string): Pick<ListPage, 'turn'> {
  try {
    idOf('found', '99', text)
    return { turn: (to) => idOf('found', String(to), text) }
  } catch {
    return {}
  }
}

/** `/answers verify` */
export async function verify(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId, options } = interaction
  const named = options.getString('answer')
  if (named === null) return showStale(interaction, parts, options.getInteger('months') ?? 6, 0)
  await check(interaction, parts, await shownNamed(parts, guildId, named))
}

/** Another page of those that want checking. */
export async function turnStale(
  interaction: InGuild<Press>,
  parts: Parts,
  months: string,
  page: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await showStale(interaction, parts, pageOf(months), pageOf(page))
}

/** Those chosen on such a page still hold. */
export async function stillHold(
  interaction: InGuild<Press>,
  parts: Parts,
  months: string,
  page: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const ids = interaction.isStringSelectMenu()
    ? [...new Set(interaction.values)].slice(0, pageSize)
    : []
  const held = await Promise.all(ids.map((id) => heldById(parts, interaction.guildId, id)))
  const day = dayOf(interaction.createdAt)
  const shown = held.filter((one) => one.shown)
  if (shown.length > 0)
    await saveAtOnce(
      interaction,
      parts,
      shown.map((one) => verified(one, day)),
    )
  const note = `✅ Noted for ${shown.length}: facts checked today.`
  await showStale(interaction, parts, pageOf(months), pageOf(page), note)
}

async function showStale(
  interaction: Showing,
  parts: Parts,
  months: number,
  page: number,
  note?: string,
): Promise<void> {
  const day = monthsBefore(interaction.createdAt, months)
  const span = months === 1 ? 'a month' : `${months} months`
  const view = listView(
    {
      title: `Answers whose facts nobody has checked for ${span}`,
      all: staleSince(await parts.library.all(interaction.guildId), day),
      page,
      empty: 'None: every answer was checked since then.',
      turn: (to) => idOf('stale', String(months), String(to)),
      menu: {
        customId: idOf('hold', String(months), String(page)),
        placeholder: 'Whose facts still hold today?',
        several: true,
      },
      remark: ({ entry }) => (entry.checked === undefined ? 'never checked' : entry.checked),
      ...(note === undefined ? {} : { note }),
    },
    idOf,
  )
  await show(interaction, view)
}

function monthsBefore(date: Date, months: number): string {
  const earlier = new Date(date)
  earlier.setUTCMonth(earlier.getUTCMonth() - months)
  return dayOf(earlier)
}

/** A number out of a `custom_id`, which anybody may have written: 0 for what is none. */
export function pageOf(text = ''): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : 0
}
