/** `npm run playground`: the playground alone, for any bot, until Ctrl+C. */

import { parseArgs } from 'node:util'
import { createPlayground } from '../playground/server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PLAYGROUND_PORT ?? '8080' },
    token: { type: 'string', default: 'playground-token' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log('npm run playground -- [--port 8080] [--token playground-token]')
} else {
  await start(Number(values.port), values.token)
}

async function start(port: number, token: string): Promise<void> {
  try {
    const playground = await createPlayground({ port, token })
    console.log(`The playground is open at ${playground.pageUrl}`)
    console.log('Start any bot against it with:')
    console.log(`  DISCORD_API=${playground.api}`)
    console.log(`  DISCORD_TOKEN=${playground.token}`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void playground.close())
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && !(error instanceof RangeError)) throw error
    const why = code === 'EADDRINUSE' ? 'is in use' : 'cannot be used'
    console.error(`Port ${port} ${why}. Choose another: npm run playground -- --port 8181`)
    process.exitCode = 1
  }
}
