/** The line to a PostgreSQL server, with everything that can be wrong with a line. */

import { createServer, connect as dial, type Socket } from 'node:net'

/** `cut`: closed, and refused when dialled; `silent`: taken, and never answered; a number: late by so many ms. */
export type LineFault = 'fine' | 'cut' | 'silent' | number

/** `before`: the statement never arrives; `after`: it takes effect, but nobody hears of it. */
export type When = 'before' | 'after'

export interface FaultyLine {
  /** The address of the database at this end of the line. */
  readonly url: string
  /** What is wrong with it from now on; lines that are `silent` stay so. */
  become(fault: LineFault): void
  /** The next statement that has `words` in it finds a fault on its own line; resolves once it has. */
  strike(words: string, when: When, fault: 'cut' | 'silent' | number): Promise<void>
  close(): Promise<void>
}

interface Strike {
  readonly words: string
  readonly when: When
  readonly fault: LineFault
  readonly struck: () => void
}

/** Opens a line to the server of `target`, an address of PostgreSQL. */
export async function openFaultyLine(target: string): Promise<FaultyLine> {
  let general: LineFault = 'fine'
  let strikes: Strike[] = []
  const open = new Set<Line>()
  const take = (text: string): Strike | undefined => {
    const strike = strikes.find(({ words }) => text.includes(words))
    strikes = strikes.filter((one) => one !== strike)
    return strike
  }
  const server = createServer((near) => {
    if (general === 'cut') return void near.destroy()
    const line: Line = { near, far: dialled(target), fault: general }
    open.add(line)
    near.on('close', () => open.delete(line))
    join(line, take)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' ? address?.port : '')
  url.searchParams.delete('host')
  return {
    url: url.href,
    become(fault) {
      general = fault
      for (const line of open) {
        if (fault === 'cut') hangUp(line)
        else if (line.fault !== 'silent') line.fault = fault
      }
    },
    strike: (words, when, fault) =>
      new Promise((struck) => void strikes.push({ words, when, fault, struck })),
    close() {
      for (const line of open) hangUp(line)
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}

interface Line {
  readonly near: Socket
  readonly far: Socket
  fault: LineFault
}

function dialled(target: string): Socket {
  const { hostname, port, searchParams } = new URL(target)
  const folder = searchParams.get('host')
  return folder === null ? dial(Number(port || 5432), hostname) : dial(`${folder}/.s.PGSQL.5432`)
}

function hangUp({ near, far }: Line): void {
  near.destroy()
  far.destroy()
}

/** Carries both ways, and lets strikes fall on what the near end says. */
function join(line: Line, take: (text: string) => Strike | undefined): void {
  const { near, far } = line
  const carry = (to: Socket, chunk: Buffer) => {
    if (line.fault === 'silent') return
    if (typeof line.fault !== 'number') return void to.write(chunk)
    setTimeout(() => line.fault !== 'silent' && to.writable && to.write(chunk), line.fault)
  }
  const fall = ({ fault }: Strike) => {
    if (fault === 'cut') hangUp(line)
    else line.fault = fault
  }
  near.on('data', (chunk: Buffer) => {
    const strike = take(chunk.toString('latin1').toLowerCase())
    strike?.struck()
    if (strike?.when === 'before') fall(strike)
    if (!near.destroyed) carry(far, chunk)
    // Its answer is the sign that it took effect, and the first thing that is lost.
    if (strike?.when === 'after') far.prependOnceListener('data', () => fall(strike))
  })
  far.on('data', (chunk: Buffer) => near.destroyed || carry(near, chunk))
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
  }
}
