/** The twenty bars that the bot is held to, and what shows each: proofs and tests by their files, loads by their names. */

export interface Bar {
  readonly number: number
  readonly bar: string
  readonly files?: readonly string[]
  readonly loads?: readonly string[]
  /** Programs of package.json whose exit code is the verdict. */
  readonly programs?: readonly string[]
}

export const bars: readonly Bar[] = [
  {
    number: 1,
    bar: 'no acknowledged answer is lost, over every step of a round, 60 random kills and 2,000 simulated deaths, on both stores',
    files: [
      'test/trivia/kill.proof.ts',
      'test/trivia/crash.proof.ts',
      'test/store/entries.proof.ts',
      'test/store/power-cut.proof.ts',
      'test/programs/out-of-memory.proof.ts',
    ],
  },
  {
    number: 2,
    bar: 'nothing is scored, settled or posted twice: deliveries again, two owners, calls that fail after they took effect',
    files: [
      'test/trivia/round.proof.ts',
      'test/discord/posts.proof.ts',
      'test/programs/supervise.proof.ts',
    ],
  },
  {
    number: 3,
    bar: '5,000 players answer one question in 10 s: all recorded, none acknowledged after 3 s, ≤ 1.0 ms of CPU each',
    loads: ['burst'],
  },
  {
    number: 4,
    bar: '1,000 games at once: no global 429, questions ≤ 2 s late, ≤ 40 requests a second, every game ends',
    loads: ['thousand'],
  },
  {
    number: 5,
    bar: '500 interactions a second are answered within 3 s, with stalls of 1 s too',
    loads: ['steady'],
  },
  {
    number: 6,
    bar: 'order, number and delay of deliveries and jumps of the clock change no settlement',
    files: ['test/trivia/round.proof.ts', 'test/trivia/stall.proof.ts'],
  },
  {
    number: 7,
    bar: 'RESUME within 2 s of any close that allows it, no replayed press lost; no connection after a fatal one',
    files: [
      'test/resume.proof.ts',
      'test/silence.proof.ts',
      'test/connection.test.ts',
      'test/identifying.test.ts',
    ],
  },
  {
    number: 8,
    bar: '≤ 50 invalid requests in 10 minutes of chaos; one 403 for each right that is missing',
    files: ['test/discord/posts.proof.ts'],
    programs: ['chaos'],
  },
  {
    number: 9,
    bar: 'SIGTERM in 1,000 games ends within 25 s; a process is replaced without a lost press; a start takes ≤ 5 s',
    loads: ['stop', 'start'],
    files: ['test/programs/supervise.proof.ts'],
  },
  {
    number: 10,
    bar: 'no round is open 60 s after any fault',
    files: ['test/trivia/round.test.ts', 'test/commands/trivia-faults.proof.ts'],
  },
  {
    number: 11,
    bar: 'no false word while the database is cut, slow or full; /ask goes on; all is well soon after',
    files: ['test/store/cut-database.proof.ts', 'test/store/full-disk.proof.ts'],
  },
  {
    number: 12,
    bar: 'a damaged database is refused and stays as it was, or harms nobody: 1,000 single bytes; 100 MB are restored within 60 s',
    files: [
      'test/store/database.test.ts',
      'test/store/backups.test.ts',
      'test/store/flips.proof.ts',
    ],
    loads: ['restore'],
  },
  {
    number: 13,
    bar: 'forged ids, foreign servers, lost rights: nothing read, nothing changed, 20,000 times',
    files: ['test/commands/forged.proof.ts', 'test/commands/answers-rights.test.ts'],
  },
  {
    number: 14,
    bar: 'nothing sent before a reveal depends on the right answer; the order of options is fair',
    files: ['test/trivia/leak.proof.ts'],
  },
  {
    number: 15,
    bar: 'nobody is pinged, no link hides its host, no forbidden character leaves',
    files: ['test/views/markdown.test.ts', 'test/knowledge/clean.test.ts'],
  },
  {
    number: 16,
    bar: 'hostile files are refused within 1 s and cost little',
    files: ['test/commands/hostile-imports.proof.ts'],
  },
  {
    number: 17,
    bar: 'memory: ≤ 1 MB more in an hour; ≤ 400 MB with 2,500 servers of 500 answers',
    files: ['test/soak/week.proof.ts'],
    programs: ['soak'],
    loads: ['memory'],
  },
  {
    number: 18,
    bar: 'a flood in one server: /ask in others p99 ≤ 300 ms, suggestions ≤ 100 ms',
    loads: ['flood'],
  },
  {
    number: 19,
    bar: 'no secret in the log; not a byte is left of who was forgotten',
    files: ['test/log.test.ts', 'test/store/personal.test.ts'],
  },
  {
    number: 20,
    bar: 'proofs that can fail: mutation score ≥ 85 % of the rules; no install script but one',
    files: ['test/supply.test.ts'],
    programs: ['mutate'],
  },
]
