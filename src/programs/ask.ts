/** `npm run ask -- "question"`: asks over the real wire, bot and playground in one process, and prints the reply. */

import { parseArgs } from 'node:util'
import { createApp } from '../app.ts'
import { loadConfig } from '../config.ts'
import { StartError } from '../errors.ts'
import { createLog } from '../log.ts'
import type { Reply } from '../playground/people.ts'
import { inMemory, openDatabase } from '../store/database.ts'
import { loadDataset } from '../store/shipped.ts'
import { runProgram } from '../terminal.ts'
import { nothingTitle } from '../views/answer.ts'
import { openPlayground } from './open-playground.ts'
import { plainText } from './plain-text.ts'

const usage = `Usage: npm run ask -- "your question" [--json] [--hide]

  --json   print the reply as the message Discord would show, in JSON
  --hide   ask privately

Exits 0 with an answer or a choice of answers, 3 when nothing was found.`

/** Exit codes, besides 0. */
const exit = { usage: 2, nothingFound: 3 } as const

await runProgram(async () => {
  const { question, json, hide, help } = readArguments(process.argv.slice(2))
  if (help) {
    console.log(usage)
    return 0
  }
  const { message, failure } = await askOnce(question, hide)
  if (message === null) throw new StartError(`The bot did not answer: ${failure ?? 'no reply'}`)
  console.log(json ? JSON.stringify(message, null, 2) : plainText(message))
  return message.embeds[0]?.title === nothingTitle ? exit.nothingFound : 0
})

function readArguments(args: string[]) {
  const { values, positionals } = parse(args)
  // Unquoted words are a question too.
  const question = positionals.join(' ').trim()
  const help = values.help ?? false
  if (question === '' && !help) throw new StartError(usage, exit.usage)
  if (question.length > 200) {
    throw new StartError(
      `A question has at most 200 characters; this one has ${question.length}.`,
      exit.usage,
    )
  }
  return { question, json: values.json ?? false, hide: values.hide ?? false, help }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        hide: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${usage}`, exit.usage)
  }
}

async function askOnce(question: string, hide: boolean): Promise<Reply> {
  // Asking in a terminal never touches Discord, whatever the settings say.
  const { dataFolder, logLevel } = await loadConfig('.env', {
    ...process.env,
    DISCORD_TOKEN: '',
    DISCORD_API: '',
  })
  const dataset = await loadDataset(dataFolder)
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const playground = await openPlayground({ port: 0, page: false })
  const { api, token } = playground
  const log = createLog(logLevel, [token])
  const app = createApp({
    api,
    token,
    ...dataset,
    database,
    log,
    onDead: (reason) => log.error(reason),
  })
  try {
    await app.start()
    return await playground.person('member').slash('ask', hide ? { question, hide } : { question })
  } finally {
    await app.stop()
    await database.close()
    await playground.close()
  }
}
