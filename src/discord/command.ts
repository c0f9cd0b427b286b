/** The shape of a command: data that Discord shows, and functions that answer it. */

import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  StringSelectMenuInteraction,
} from 'discord.js'

/** An interaction that is known to come from a guild. */
export type InGuild<Interaction> = Interaction & { guildId: string }

/** A press of a button or a choice from a menu that a command put under a message. */
export type Press = ButtonInteraction | StringSelectMenuInteraction

/** A slash command, generic in what its functions are handed. */
export interface Command<Parts> {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody
  /** Answers the command. Throw a UserError for a person's mistake; it is shown to them privately. */
  run(interaction: InGuild<ChatInputCommandInteraction>, parts: Parts): Promise<unknown>
  /** Suggests values for the option being typed: at most 25. */
  suggest?(
    interaction: InGuild<AutocompleteInteraction>,
    parts: Parts,
  ): Promise<readonly ApplicationCommandOptionChoiceData<string>[]>
  /** Answers a component whose `custom_id` begins with this command's name; `args` is the rest of it. */
  press?(interaction: InGuild<Press>, parts: Parts, args: readonly string[]): Promise<unknown>
  /** Answers a form whose `custom_id` begins with this command's name; `args` is the rest of it. */
  submit?(
    interaction: InGuild<ModalSubmitInteraction>,
    parts: Parts,
    args: readonly string[],
  ): Promise<unknown>
}

/** A command in the menu of a message. */
export interface MessageCommand<Parts> {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody
  /** Answers the command; see `Command.run`. */
  runOn(interaction: InGuild<MessageContextMenuCommandInteraction>, parts: Parts): Promise<unknown>
}

export type AnyCommand<Parts> = Command<Parts> | MessageCommand<Parts>
