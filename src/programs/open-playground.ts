/** Opens the playground for a program, with the ways that can fail put into words. */

import { StartError } from '../errors.ts'
import type { Playground, PlaygroundOptions } from '../playground/server.ts'

/** A playground on loopback; throws a StartError where its port is taken or its packages are missing. */
export async function openPlayground(options: PlaygroundOptions): Promise<Playground> {
  try {
    // Loaded only here: a bot on Discord neither needs nor installs the playground's packages.
    const { createPlayground } = await import('../playground/server.ts')
    return await createPlayground(options)
  } catch (error) {
    throw explained(error, options.port)
  }
}

function explained(error: unknown, port: number | undefined): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is in use. Stop what uses it, or set PLAYGROUND_PORT to another one (0 takes any free port).`,
    )
  }
  if (code === 'EACCES') {
    return new StartError(`Port ${port} is not allowed. Set PLAYGROUND_PORT to one above 1023.`)
  }
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return new StartError(
      'No DISCORD_TOKEN is set, and the playground is not installed: run "npm ci" without --omit=dev, or set DISCORD_TOKEN.',
    )
  }
  return error
}
