/** Interactions as no client would send them: any custom_id, value, option or form, from anybody. */

import type { APIMessage } from 'discord-api-types/v10'
import { type Interaction, Kind, openInteraction } from '../../src/playground/interactions.ts'
import type { Person } from '../../src/playground/people.ts'
import type { World } from '../../src/playground/world.ts'

/** How it ended, and everything that the person could read of it. */
export interface Forged {
  readonly kind: Interaction['answerType'] | string
  readonly text: string
}

export interface Forger {
  press(customId: string, on: APIMessage): Promise<Forged>
  choose(customId: string, values: readonly string[], on: APIMessage): Promise<Forged>
  submit(customId: string, fields: Readonly<Record<string, string>>): Promise<Forged>
  /** `command` as typed: "answers alias add". */
  slash(command: string, options?: Readonly<Record<string, string | number>>): Promise<Forged>
  suggest(
    command: string,
    options: Readonly<Record<string, string>>,
    focused: string,
  ): Promise<Forged>
}

/** Lets `person` send what the bot never offered them. */
export function forger(world: World, { id: userId, channel }: Person): Forger {
  const open = async (type: number, data: Record<string, unknown>, on?: APIMessage) => {
    const message = on && channel.messages.get(on.id)
    const interaction = openInteraction(world, {
      type,
      userId,
      channel,
      data,
      ...(message ? { message } : {}),
    })
    return told(channel, interaction)
  }
  const commandData = (command: string, options: Readonly<Record<string, unknown>>) => {
    const [name = '', ...path] = command.split(' ')
    const { id } = [...world.commands.values()].find((one) => one.name === name) ?? { id: '0' }
    const filled = Object.entries(options).map(([option, value]) => ({
      name: option,
      type: typeof value === 'number' ? 4 : 3,
      value,
    }))
    const nested = path.reduceRight<unknown[]>(
      (inner, part, at) => [{ name: part, type: at === path.length - 1 ? 1 : 2, options: inner }],
      filled,
    )
    return { id, name, type: 1, options: nested }
  }
  return {
    press: (custom_id, on) => open(Kind.Component, { custom_id, component_type: 2 }, on),
    choose: (custom_id, values, on) =>
      open(Kind.Component, { custom_id, component_type: 3, values }, on),
    submit: (custom_id, fields) =>
      open(Kind.Modal, {
        custom_id,
        components: Object.entries(fields).map(([field, value], at) => ({
          type: 18,
          id: at * 2 + 1,
          component: { type: 4, id: at * 2 + 2, custom_id: field, value },
        })),
      }),
    slash: (command, options = {}) => open(Kind.Command, commandData(command, options)),
    suggest: (command, options, focused) => {
      const data = commandData(command, options)
      const mark = (list: unknown[]): unknown[] =>
        (list as { name: string; options?: unknown[] }[]).map((one) =>
          one.options
            ? { ...one, options: mark(one.options) }
            : one.name === focused
              ? { ...one, focused: true }
              : one,
        )
      return open(Kind.Suggest, { ...data, options: mark(data.options) })
    },
  }
}

async function told(channel: Person['channel'], interaction: Interaction): Promise<Forged> {
  const outcome = await interaction.settled
  const ids = [interaction.originalId, ...interaction.followups]
  const messages = ids.flatMap((id) => channel.messages.get(id ?? '')?.data ?? [])
  const updated = outcome.kind === 'updated' ? channel.messages.get(outcome.messageId)?.data : null
  return { kind: outcome.kind, text: JSON.stringify([outcome, messages, updated]) }
}
