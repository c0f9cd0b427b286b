/** The page's line to the playground: one WebSocket, opened again whenever it breaks. */

import type { FromPage, ToPage } from './protocol.ts'

export interface Link {
  /** False when the line is down; nothing is kept for later. */
  send(frame: FromPage): boolean
  close(): void
}

const firstWait = 400
const longestWait = 5_000

/** Opens the line as one person and keeps it open; waits 0.4 s to 5 s between tries. */
export function openLink(
  personId: string | null,
  on: { frame(frame: ToPage): void; open(): void; lost(): void },
): Link {
  let socket: WebSocket
  let wait = firstWait
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    const address = new URL('/page', location.href)
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    if (personId) address.searchParams.set('as', personId)
    socket = new WebSocket(address)
    socket.addEventListener('open', () => {
      wait = firstWait
      on.open()
    })
    socket.addEventListener('message', (event) =>
      on.frame(JSON.parse(String(event.data)) as ToPage),
    )
    socket.addEventListener('close', () => {
      if (closed) return
      on.lost()
      timer = setTimeout(open, wait)
      wait = Math.min(wait * 2, longestWait)
    })
  }

  open()
  return {
    send(frame) {
      if (socket.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify(frame))
      return true
    },
    close() {
      closed = true
      clearTimeout(timer)
      socket.close()
    },
  }
}
