/** A machine that is a process of its own and really dies. */

import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Answer } from '../../../src/trivia/host/committing.ts'
import type { Stage } from '../../../src/trivia/stage.ts'
import type { Call, Order, Said } from './killed-host.ts'
import type { Machine } from './machine.ts'

/** Makes a start cost a third of what it would. */
const compileCache = join(import.meta.dirname, '../../../src/compile-cache.mjs')

export interface Where {
  readonly folder: string
  readonly url?: string
}

/**
 * Starts the process at the time `now` of the game. It kills itself at its moment number `last`, if it gets
 * there. `onOrder` hears of every order, as the moment to kill it from outside.
 */
export async function startProcess(
  where: Where,
  stage: Stage,
  now: number,
  last: number | undefined,
  onOrder: (kill: () => void) => void = () => {},
): Promise<Machine> {
  const child = fork(
    join(import.meta.dirname, 'killed-host.ts'),
    [where.folder, where.url ?? '', last === undefined ? '' : String(last)],
    { execArgv: ['--disable-warning=ExperimentalWarning', '--import', compileCache] },
  )
  let dead = false
  let next: number | undefined
  let answered: (value: unknown) => void = () => {}
  const died = new Promise<undefined>((resolve) =>
    child.once('exit', () => {
      dead = true
      resolve(undefined)
    }),
  )
  child.on('message', (said: Said) => {
    if ('call' in said) void carry(said)
    else {
      next = said.next
      answered(said.done)
    }
  })
  const carry = async ({ call, what, args }: Call) => {
    const [scene, name] = args as [Parameters<Stage['post']>[1], string]
    const nobody = {} as Parameters<Stage['post']>[0]
    const value = await stage[what](nobody, scene, name, 'own')
    if (child.connected) child.send({ call, value }, () => {})
  }
  const reply = <T>() =>
    Promise.race([new Promise<T>((resolve) => (answered = resolve as typeof answered)), died])
  const order = async <T>(what: Order): Promise<T | undefined> => {
    if (dead) return undefined
    const answer = reply<T>()
    child.send(what, () => {})
    onOrder(() => child.kill('SIGKILL'))
    return answer
  }
  await reply()
  await order({ do: 'start', at: now })
  return {
    get dead() {
      return dead
    },
    // Done by `start`.
    resume: async () => {},
    async pass(at) {
      await order({ do: 'pass', at })
    },
    open: () => order<boolean>({ do: 'open' }),
    async lobbyShown(message, at) {
      await order({ do: 'lobby', message, at })
    },
    report: (event) => order<Answer>({ do: 'report', event }),
    next: () => next,
    kill: () => void child.kill('SIGKILL'),
  }
}
