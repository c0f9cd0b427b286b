/** A bot with a bit of everything that a page has to show, made with the real discord.js. */

import {
  ActionRowBuilder,
  ApplicationCommandType,
  type AutocompleteInteraction,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ContainerBuilder,
  ContextMenuCommandBuilder,
  EmbedBuilder,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  RadioGroupBuilder,
  SectionBuilder,
  SeparatorBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js'

const rivers = [
  [
    'Which river flows through Paris?',
    'seine',
    'The **Seine**, 777 km long, crosses Paris from east to west.',
  ],
  [
    'Which river flows through Vienna?',
    'danube',
    'The **Danube**, the second longest river of Europe.',
  ],
  [
    'Which river flows through Cairo?',
    'nile',
    'The **Nile**, which ends in a delta north of the city.',
  ],
] as const

/** The commands to register. */
export const pageCommands = [
  new SlashCommandBuilder()
    .setName('ask')
    .setDescription('Ask about rivers')
    .addStringOption((option) =>
      option
        .setName('question')
        .setDescription('What you want to know')
        .setRequired(true)
        .setAutocomplete(true)
        .setMaxLength(200),
    )
    .addBooleanOption((option) =>
      option.setName('hide').setDescription('Show the answer to you only'),
    ),
  new SlashCommandBuilder().setName('vote').setDescription('Vote with buttons and a menu'),
  new SlashCommandBuilder().setName('layout').setDescription('A message of the newer parts'),
  new SlashCommandBuilder()
    .setName('note')
    .setDescription('Keep notes')
    .addSubcommand((sub) => sub.setName('write').setDescription('Write a note in a form'))
    .addSubcommand((sub) =>
      sub
        .setName('about')
        .setDescription('A note about somebody')
        .addUserOption((option) =>
          option.setName('who').setDescription('Whom it is about').setRequired(true),
        )
        .addIntegerOption((option) =>
          option.setName('stars').setDescription('How good').setMinValue(1).setMaxValue(5),
        ),
    ),
  new SlashCommandBuilder().setName('slow').setDescription('Never answers'),
  new ContextMenuCommandBuilder().setName('Count words').setType(ApplicationCommandType.Message),
  new ContextMenuCommandBuilder().setName('Greet').setType(ApplicationCommandType.User),
].map((command) => command.toJSON())

async function suggest(interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused().toLowerCase()
  const fits = rivers.filter(([question]) => question.toLowerCase().includes(typed))
  await interaction.respond(fits.map(([name, value]) => ({ name, value })))
}

async function ask(interaction: ChatInputCommandInteraction): Promise<void> {
  const asked = interaction.options.getString('question', true)
  const found = rivers.find(([question, id]) => id === asked || question === asked)
  const flags = interaction.options.getBoolean('hide')
    ? ({ flags: MessageFlags.Ephemeral } as const)
    : {}
  if (!found) {
    await interaction.reply({ content: `Nothing found for “${asked}”.`, ...flags })
    return
  }
  const embed = new EmbedBuilder()
    .setTitle(found[0])
    .setDescription(`${found[2]}\n- one\n- two`)
    .setColor(0x3b82f6)
    .addFields(
      {
        name: 'Sources',
        value: '[Atlas of rivers](https://example.org/atlas) · 2024',
        inline: true,
      },
      { name: 'Checked', value: '<t:1760000000:D>', inline: true },
    )
    .setFooter({ text: 'Rivers' })
    .setTimestamp(1_760_000_000_000)
  await interaction.reply({ embeds: [embed], ...flags })
}

function voteParts(votes: number) {
  const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('yes').setLabel('Yes').setStyle(ButtonStyle.Success),
    new ButtonBuilder().setCustomId('no').setLabel('No').setStyle(ButtonStyle.Danger),
    new ButtonBuilder()
      .setCustomId('off')
      .setLabel('Closed')
      .setStyle(ButtonStyle.Secondary)
      .setDisabled(true),
    new ButtonBuilder()
      .setURL('https://example.org/rules')
      .setLabel('Rules')
      .setStyle(ButtonStyle.Link),
  )
  const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('pick')
      .setPlaceholder('Pick a river')
      .addOptions(
        rivers.map(([label, value]) => ({ label, value, description: `About ${value}` })),
      ),
  )
  const people = new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(
    new UserSelectMenuBuilder().setCustomId('who').setPlaceholder('Pick people').setMaxValues(2),
  )
  return { content: `**${votes}** voted`, components: [buttons, menu, people] }
}

function layout() {
  const container = new ContainerBuilder()
    .setAccentColor(0xf59e0b)
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('## Round 1\nWhich is *longer*?'))
    .addSeparatorComponents(new SeparatorBuilder())
    .addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(new TextDisplayBuilder().setContent('The **Nile**\n-# in Africa'))
        .setButtonAccessory(
          new ButtonBuilder().setCustomId('yes').setLabel('This one').setStyle(ButtonStyle.Primary),
        ),
    )
  return { components: [container], flags: MessageFlags.IsComponentsV2 } as const
}

function form(): ModalBuilder {
  return new ModalBuilder()
    .setCustomId('note')
    .setTitle('A new note')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Title')
        .setDescription('At least three letters')
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId('title')
            .setStyle(TextInputStyle.Short)
            .setMinLength(3)
            .setMaxLength(40),
        ),
      new LabelBuilder()
        .setLabel('Text')
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId('text')
            .setStyle(TextInputStyle.Paragraph)
            .setRequired(false),
        ),
      new LabelBuilder()
        .setLabel('Colour')
        .setRadioGroupComponent(
          new RadioGroupBuilder()
            .setCustomId('colour')
            .addOptions({ label: 'Red', value: 'red' }, { label: 'Blue', value: 'blue' }),
        ),
    )
}

async function command(interaction: ChatInputCommandInteraction): Promise<unknown> {
  switch (interaction.commandName) {
    case 'ask':
      return ask(interaction)
    case 'vote':
      return interaction.reply(voteParts(0))
    case 'layout':
      return interaction.reply(layout())
    case 'note':
      if (interaction.options.getSubcommand() === 'write') return interaction.showModal(form())
      return interaction.reply(
        `About ${interaction.options.getUser('who', true)}: ${interaction.options.getInteger('stars') ?? 'no'} stars`,
      )
    default:
      return undefined
  }
}

let votes = 0

/** Answers everything the commands above can start. */
export async function answerPage(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete()) return suggest(interaction)
  if (interaction.isChatInputCommand()) return command(interaction)
  if (interaction.isButton()) {
    if (interaction.customId === 'no') return undefined
    votes += 1
    if (interaction.message.flags.has(MessageFlags.IsComponentsV2)) {
      return interaction.reply({ content: 'Right.', flags: MessageFlags.Ephemeral })
    }
    return interaction.update(voteParts(votes))
  }
  if (interaction.isAnySelectMenu()) {
    return interaction.reply({
      content: `Chosen: ${interaction.values.join(', ')}`,
      flags: MessageFlags.Ephemeral,
    })
  }
  if (interaction.isModalSubmit()) {
    const { fields } = interaction
    return interaction.reply(
      `Note **${fields.getTextInputValue('title')}** in ${fields.getRadioGroup('colour')}`,
    )
  }
  if (interaction.isMessageContextMenuCommand()) {
    const count = interaction.targetMessage.content.split(/\s+/).filter(Boolean).length
    return interaction.reply({ content: `${count} words`, flags: MessageFlags.Ephemeral })
  }
  if (interaction.isUserContextMenuCommand())
    return interaction.reply(`Hello ${interaction.targetUser}!`)
  return undefined
}
