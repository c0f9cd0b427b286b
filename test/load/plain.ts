/** The plain way: a discord.js client with its defaults, `/quiz` posts four buttons, each press is deferred. */

import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  GatewayIntentBits,
  Routes,
  SlashCommandBuilder,
} from 'discord.js'

const { DISCORD_API: api = '', DISCORD_TOKEN: token = '' } = process.env
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } })
client.on('interactionCreate', async (interaction) => {
  if (interaction.isButton()) {
    await interaction.deferUpdate().catch(() => {})
    return
  }
  if (!interaction.isChatInputCommand()) return
  const buttons = ['A', 'B', 'C', 'D'].map((label) =>
    new ButtonBuilder().setCustomId(label).setLabel(label).setStyle(ButtonStyle.Secondary),
  )
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(buttons)
  await interaction.reply({ content: 'Which?', components: [row] })
})
client.once('clientReady', async ({ application, rest }) => {
  const body = [new SlashCommandBuilder().setName('quiz').setDescription('Asks').toJSON()]
  await rest.put(Routes.applicationCommands(application.id), { body })
  console.log('plain bot is on Discord')
})
process.on('SIGTERM', () => client.destroy().then(() => process.exit(0)))
await client.login(token)
