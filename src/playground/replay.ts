/** Does again what people did in a recorded history, on another playground. */

import {
  type Filled,
  type FilledField,
  type OpenModal,
  pick,
  press,
  say,
  submitModal,
  usableCommands,
  useCommand,
  useMenu,
} from './actions.ts'
import { flatComponents } from './component-tree.ts'
import type { Act, HistoryRecord } from './history.ts'
import type { Interaction } from './interactions.ts'
import type { Playground } from './server.ts'
import { type Channel, displayName, visibleMessages, type World } from './world.ts'

/** What one act needs: the person, the channel, and the form that stands open before them. */
interface Stage {
  readonly world: World
  readonly userId: string
  readonly channel: Channel
  readonly forms: Map<string, { from: Interaction; modal: OpenModal }>
}

/**
 * Does the acts among `records` in their order on `playground`, waiting between them as long as the people did
 * times `pace` (0 does not wait), by the playground's clock. Messages are found by their place, so both playgrounds
 * must begin alike. Resolves with the interactions opened; rejects where an act cannot be done.
 */
export async function replay(
  playground: Playground,
  records: readonly HistoryRecord[],
  pace = 1,
): Promise<Interaction[]> {
  const { world } = playground
  const forms: Stage['forms'] = new Map()
  const opened: Interaction[] = []
  let before: number | undefined
  for (const record of records) {
    if (record.kind !== 'act') continue
    await pause(world, (record.at - (before ?? record.at)) * pace)
    before = record.at
    const stage = { ...stageOf(playground, record.act), forms }
    const interaction = await perform(stage, record.act)
    if (!interaction) continue
    opened.push(interaction)
    const outcome = await interaction.responded
    if (outcome.kind === 'modal')
      forms.set(stage.userId, { from: interaction, modal: outcome.modal })
  }
  return opened
}

function pause(world: World, ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => void world.clock.after(ms, resolve)) : Promise.resolve()
}

function stageOf({ world, guild }: Playground, act: Act) {
  const member = [...guild.members.values()].find((one) => displayName(one.user, one) === act.who)
  const channel = [...guild.channels.values()].find(({ name }) => name === act.channel)
  if (!member || !channel) throw new Error(`there is no ${member ? act.channel : act.who} here`)
  return { world, userId: member.user.id, channel }
}

async function perform(stage: Stage, act: Act): Promise<Interaction | null> {
  const { world, userId, channel, forms } = stage
  switch (act.does) {
    case 'slash':
      return useCommand(
        world,
        userId,
        channel.id,
        commandId(stage, act, 1),
        act.options as Filled[],
      )
    case 'menu': {
      const message = await messageAt(stage, act.message ?? -1)
      return useMenu(world, userId, channel.id, commandId(stage, act, 3), message.id)
    }
    case 'press':
    case 'select': {
      const message = await messageAt(stage, act.message ?? -1)
      const customId = flatComponents(message.components)[act.component ?? -1]?.custom_id ?? ''
      return act.values
        ? pick(world, userId, channel.id, message.id, customId, [...act.values])
        : press(world, userId, channel.id, message.id, customId)
    }
    case 'submit': {
      const form = forms.get(userId)
      if (!form) throw new Error(`no form is open before ${act.who}`)
      return submitModal(world, userId, form.from, form.modal, fieldsOf(act.fields))
    }
    case 'say':
      say(world, userId, channel.id, act.content ?? '')
      return null
    // What was suggested is not part of what happened.
    case 'suggest':
      return null
  }
}

function commandId({ world, userId, channel }: Stage, act: Act, type: number): string {
  const found = usableCommands(world, channel, userId).find(
    (one) => one.name === act.command && (type === 1) === (one.type === 1),
  )
  if (!found) throw new Error(`${act.who} has no command ${act.command}`)
  return found.id
}

/** How long a message may take to be there, in milliseconds. */
const PATIENCE = 5_000

/** The message in place `at` of those the person sees, as soon as it is there. */
async function messageAt({ userId, channel }: Stage, at: number) {
  const until = performance.now() + PATIENCE
  for (;;) {
    const message = visibleMessages(channel, userId)[at]
    if (message) return message
    if (performance.now() > until) throw new Error(`there is no message ${at} in ${channel.name}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The fields of a form as it was sent. */
function fieldsOf(components: unknown): FilledField[] {
  const all = flatComponents(
    (components as { component?: object }[]).flatMap((one) => [one, one.component ?? {}]),
  )
  return all.flatMap((one) => (one.custom_id ? [one as unknown as FilledField] : []))
}
