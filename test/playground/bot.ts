/** A small bot of the tests' own, made with the real discord.js, on a playground. */

import {
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  GatewayIntentBits,
  type Interaction,
  REST,
  Routes,
} from 'discord.js'
import {
  createPlayground,
  type Playground,
  type PlaygroundOptions,
} from '../../src/playground/server.ts'

export interface Bench {
  playground: Playground
  client: Client<true>
  rest: REST
  /** What the bot does with the next interactions; replaces the one before. */
  on: (handler: (interaction: Interaction) => unknown) => void
  /** For slash commands only. */
  slash: (handler: (interaction: ChatInputCommandInteraction) => unknown) => void
  /** Errors that reached the client's error event. */
  errors: Error[]
  stop: () => Promise<void>
}

/** A playground with a connected bot that has these commands. */
export async function startBench(
  commands: object[] = [],
  options: PlaygroundOptions = {},
  client?: Partial<ClientOptions>,
): Promise<Bench> {
  const playground = await createPlayground({
    page: false,
    limits: false,
    identifyWindow: 0,
    ...options,
  })
  const rest = new REST({ api: playground.api }).setToken(playground.token)
  if (commands.length)
    await rest.put(Routes.applicationCommands(playground.applicationId), { body: commands })
  const bot = await connect(playground, client)
  let handler: (interaction: Interaction) => unknown = () => {}
  const errors: Error[] = []
  bot.on('error', (error) => errors.push(error))
  bot.on('interactionCreate', async (interaction) => {
    await handler(interaction)
  })
  return {
    playground,
    client: bot,
    rest,
    errors,
    on(next) {
      handler = next
    },
    slash(next) {
      handler = (interaction) => (interaction.isChatInputCommand() ? next(interaction) : undefined)
    },
    async stop() {
      await bot.destroy()
      await playground.close()
    },
  }
}

/** A ready discord.js client; identifying is not held back, so that tests may reconnect at once. */
export async function connect(
  playground: Playground,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    waitGuildTimeout: 1_000,
    ...options,
    rest: { api: playground.api, ...options.rest },
    ws: {
      buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }),
      ...options.ws,
    },
  })
  const ready = new Promise((resolve) => client.once('clientReady', resolve))
  await client.login(playground.token)
  await ready
  return client as Client<true>
}
