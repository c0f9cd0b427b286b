/** A process to be killed: the host of one game, told what to do and what Discord says by the process that forked it. */

import { openDatabase } from '../../../src/store/database.ts'
import { createRoundStore } from '../../../src/store/rounds.ts'
import type { RoundEvent } from '../../../src/trivia/event.ts'
import type { Stage } from '../../../src/trivia/stage.ts'
import { type Machine, startMachine } from './machine.ts'
import { request } from './world.ts'

/** What the host is told to do. */
export type Order =
  | { readonly do: 'start' | 'pass'; readonly at: number }
  | { readonly do: 'open' }
  | { readonly do: 'lobby'; readonly at: number; readonly message: string }
  | { readonly do: 'report'; readonly event: RoundEvent }

/** What it says: that an order is carried out, with its answer and the next timer; or a call to Discord. */
export type Said = Call | { readonly done: unknown; readonly next: number | undefined }

export interface Call {
  readonly call: number
  readonly what: 'post' | 'edit'
  readonly args: readonly unknown[]
}

/** What Discord answers to call number `call`. */
export interface Returned {
  readonly call: number
  readonly value: unknown
}

const [folder = '', url = '', last = ''] = process.argv.slice(2)
const database = await openDatabase({
  folder,
  ...(url === '' ? {} : { url }),
  onError: () => {},
})
const store = createRoundStore(database, () => ({ difficulty: 'medium', options: 4 }))
const calls: ((value: unknown) => void)[] = []
const ask = (what: 'post' | 'edit', ...args: unknown[]) =>
  new Promise<never>((resolve) => {
    calls.push(resolve as (value: unknown) => void)
    process.send?.({ call: calls.length - 1, what, args } satisfies Said)
  })
const stage: Stage = {
  canReply: () => false,
  post: (_round, scene, nonce) => ask('post', scene, nonce),
  edit: (_round, scene, message) => ask('edit', scene, message),
}
let moment = -1
const fate = () => {
  moment += 1
  if (String(moment) !== last) return false
  process.kill(process.pid, 'SIGKILL')
  return true
}
let machine: Machine | undefined

async function carryOut(order: Order): Promise<unknown> {
  if (order.do === 'start') {
    machine = startMachine(store, stage, fate, order.at)
    return machine.resume()
  }
  switch (order.do) {
    case 'pass':
      return machine?.pass(order.at)
    case 'open':
      return machine?.open(request)
    case 'lobby':
      return machine?.lobbyShown(order.message, order.at)
    case 'report':
      return machine?.report(order.event)
  }
}

process.on('message', (message: Order | Returned) => {
  if ('call' in message) return calls[message.call]?.(message.value)
  void carryOut(message).then((done) =>
    process.send?.({ done, next: machine?.next() } satisfies Said),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ done: 'ready', next: undefined } satisfies Said)
