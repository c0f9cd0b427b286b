/** How large the proofs are: as CI runs them, unless PROOF_SIZE says otherwise, as `npm run nightly` has it say. */

import type { TestContext } from 'vitest'

/** Each part of a proof that can be had larger, and how large it is in CI. */
const usual = {
  /** Random histories of a game; further properties of them take a part of it. */
  histories: 20_000,
  /** SIGKILLs at random instants of a game, on each store. */
  kills: 60,
  /** SIGKILLs of a process that writes answers; a third of them on PostgreSQL. */
  writes: 60,
  /** Losses of all memory at random moments of a game; a fifth of them on PostgreSQL. */
  deaths: 10_000,
  /** Presses, choices and forms of people's own making. */
  ids: 20_000,
  /** Said where chance is not fast-check's: the same number, the same proof. */
  seed: 0,
}

export type ProofSizes = Readonly<typeof usual>

/** Reads sizes such as `histories=100000 kills=1000`; what is not named is as usual. */
export function readSizes(text: string): ProofSizes {
  const given = text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [, name = '', digits = ''] = /^(\w+)=(\d+)$/.exec(part) ?? []
      if (!Object.hasOwn(usual, name)) throw new Error(`PROOF_SIZE: “${part}” is not understood`)
      return [name, Number(digits)]
    })
  return { ...usual, ...Object.fromEntries(given) }
}

export const sizesText = (sizes: Partial<ProofSizes>) =>
  Object.entries(sizes)
    .map(([name, size]) => `${name}=${size}`)
    .join(' ')

export const proofSize = readSizes(process.env.PROOF_SIZE ?? '')

declare module 'vitest' {
  interface TaskMeta {
    /** What a proof found out, for a table. */
    measured?: string
  }
}

/** Says what a proof found out, to whoever looks on and to the reports. */
export function tellMeasured({ task }: Pick<TestContext, 'task'>, measured: string): void {
  task.meta.measured = measured
  console.log(measured)
}
