/** Loaded into a process before its program: from SIGUSR2 on it takes more and more memory, until there is none. */

/** So much a second, in MB; people go on meanwhile. */
const pace = 20

const eaten: unknown[] = []

function eat(): void {
  // Numbers in an array are on the heap of V8; the bytes of a buffer are beside it.
  if (process.env.HUNGRY_FOR === 'buffers') eaten.push(Buffer.alloc((pace / 10) * 1e6, 1))
  else eaten.push(Array.from({ length: (pace / 10) * 1.25e5 }, () => Math.random()))
}

process.on('SIGUSR2', () => void setInterval(eat, 100))
