/** `npm run doctor`: looks an installation over from the terminal and prints what to do about what is wrong. */

import { parseArgs } from 'node:util'
import { REST } from '@discordjs/rest'
import {
  type APIApplication,
  type APIGatewayBotInfo,
  type Client,
  Events,
  type NonThreadGuildBasedChannel,
  Routes,
} from 'discord.js'
import { type Config, loadConfig } from '../config.ts'
import { createClient, restOptions } from '../discord/client.ts'
import { startErrorOf } from '../discord/start-error.ts'
import { StartError } from '../errors.ts'
import {
  type ChannelFacts,
  channelFindings,
  clockFinding,
  type Finding,
  intentFinding,
  invitePermissions,
  roundTripFinding,
  type Severity,
  sessionFinding,
  storageFinding,
} from '../operations/doctor.ts'
import { openDatabase } from '../store/database.ts'
import { loadDataset } from '../store/shipped.ts'
import { spaceLeft } from '../store/space.ts'
import { inUse } from '../store/sqlite.ts'
import { writeTime } from '../store/write-time.ts'
import { runProgram } from '../terminal.ts'

const usage = `Usage: npm run doctor [-- --offline]

Checks the settings, the dataset, the database and, with a token, what Discord says of the bot: intents, starts left,
clock, round trip and its rights in every channel. Logging in to see the channels takes one of the day's 1,000 starts.

  --offline   leave Discord out

Exits 0 where nothing is broken, 1 otherwise.`

const marks: Readonly<Record<Severity, string>> = { ok: 'fine   ', warn: 'look at', bad: 'BROKEN ' }

await runProgram(async () => {
  const { offline, help } = readArguments(process.argv.slice(2))
  if (help) {
    console.log(usage)
    return 0
  }
  const config = await loadConfig('.env', process.env)
  const findings = [
    await told('Dataset', () => datasetFinding(config)),
    await told('Storage', () => databaseFinding(config)),
  ]
  for (const finding of findings) print(finding)
  const online = offline ? [] : await onDiscord(config)
  for (const finding of online) print(finding)
  return [...findings, ...online].some(({ severity }) => severity === 'bad') ? 1 : 0
})

function readArguments(args: string[]): { offline: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: { offline: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    return { offline: values.offline ?? false, help: values.help ?? false }
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${usage}`, 2)
  }
}

function print({ severity, what, told }: Finding): void {
  console.log(`${marks[severity]}  ${what}: ${told.replaceAll('**', '')}`)
}

/** What `look` found or, where it could not look, why. */
async function told(what: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    if (error.exitCode === inUse)
      return {
        severity: 'ok',
        what,
        told: 'The running bot has the database; ask it with /setup doctor.',
      }
    return { severity: 'bad', what, told: error.message }
  }
}

async function datasetFinding({ dataFolder }: Config): Promise<Finding> {
  const { entries, trivia } = await loadDataset(dataFolder)
  const amount = `${entries.length} answers and ${trivia.length} trivia questions in ${dataFolder}.`
  return { severity: 'ok', what: 'Dataset', told: amount }
}

async function databaseFinding(config: Config): Promise<Finding> {
  const { stateFolder: folder, databaseUrl: url } = config
  const database = await openDatabase({ folder, url, onError: () => {} })
  try {
    return storageFinding({
      engine: database.engine,
      writeMs: await writeTime(database),
      free: url === undefined ? await spaceLeft(folder) : undefined,
    })
  } finally {
    await database.close()
  }
}

async function onDiscord(config: Config): Promise<readonly Finding[]> {
  const { token, api } = config
  if (token === undefined) {
    const advice = 'DISCORD_TOKEN is not set, so npm start opens the playground. See .env.example.'
    return [{ severity: 'warn', what: 'Token', told: advice }]
  }
  try {
    return [...(await applicationFindings(token, api)), ...(await rightsFindings(token, api))]
  } catch (error) {
    const { message } = startErrorOf(error, api)
    return [{ severity: 'bad', what: 'Discord', told: message }]
  }
}

async function applicationFindings(token: string, api: string): Promise<Finding[]> {
  const rest = new REST(restOptions(api)).setToken(token)
  let date = ''
  rest.on('response', (_request, { headers }) => {
    date = headers.get('date') ?? date
  })
  const application = (await rest.get(Routes.currentApplication())) as APIApplication
  const began = performance.now()
  const gateway = (await rest.get(Routes.gatewayBot())) as APIGatewayBotInfo
  const trip = performance.now() - began
  const { remaining, total, reset_after } = gateway.session_start_limit
  // The header has whole seconds: half of one is its mean error.
  const theirs = Date.parse(date) + 500
  return [
    { severity: 'ok', what: 'Token', told: `It belongs to ${application.name}.` },
    intentFinding(application.flags ?? 0),
    sessionFinding(remaining, total, reset_after),
    clockFinding(Date.now() - trip / 2 - theirs),
    roundTripFinding(trip),
    {
      severity: 'ok',
      what: 'Invite',
      told: `https://discord.com/oauth2/authorize?client_id=${application.id}&scope=bot+applications.commands&permissions=${invitePermissions}`,
    },
  ]
}

async function rightsFindings(token: string, api: string): Promise<Finding[]> {
  const client = createClient(api)
  client.on('error', () => {})
  try {
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
    await Promise.all([client.login(token), ready])
    return guildFindings(client)
  } finally {
    await client.destroy()
  }
}

function guildFindings(client: Client): Finding[] {
  return [...client.guilds.cache.values()].flatMap((guild) => {
    const channels = [...guild.channels.cache.values()]
      .filter((channel) => channel.isTextBased() && !channel.isThread())
      .map((channel) => channelFacts(channel as NonThreadGuildBasedChannel))
    return channelFindings(channels).map((finding) => ({
      ...finding,
      what: `${guild.name}, ${finding.what}`,
    }))
  })
}

function channelFacts(channel: NonThreadGuildBasedChannel): ChannelFacts {
  const { me } = channel.guild.members
  return {
    name: `#${channel.name}`,
    permissions: me ? channel.permissionsFor(me).bitfield : 0n,
  }
}
