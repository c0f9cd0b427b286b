/** Whose each row is: what of a table names people, and which guild it goes with. */

/** Columns by what stands in them. A row is its guild's by a column `guild`, or by the game that it names. */
export interface Owned {
  readonly belongsTo: 'guild' | 'game' | 'nobody'
  /** A person's id; the row stays when the id goes. */
  readonly people?: readonly string[]
  /** JSON in which people's ids stand in quotation marks; the row stays. */
  readonly texts?: readonly string[]
  /** A guild's keyed hash of a person's id; the row stays. */
  readonly hashed?: readonly string[]
  /** A person's id, in a row that is theirs alone and goes with them. */
  readonly own?: readonly string[]
  /** A guild's keyed hash of a person's id, in a row that goes with them. */
  readonly ownHashed?: readonly string[]
}

/** Every table but those of the migrations; a test sees that none is missing. */
export const ownership: Readonly<Record<string, Owned>> = {
  game_events: { belongsTo: 'game', texts: ['body'] },
  scores: { belongsTo: 'guild', people: ['player'] },
  item_answers: { belongsTo: 'guild', people: ['player'] },
  asked_items: { belongsTo: 'guild' },
  ratings: { belongsTo: 'guild', people: ['id'] },
  trivia_hidden: { belongsTo: 'guild', own: ['player'] },
  trivia_presets: { belongsTo: 'guild', people: ['made_by'] },
  trivia_plans: { belongsTo: 'guild', people: ['made_by'] },
  challenges: { belongsTo: 'guild', people: ['host'] },
  challenge_turns: { belongsTo: 'guild', people: ['player'] },
  challenge_scores: { belongsTo: 'guild', people: ['player'] },
  trivia_alive: { belongsTo: 'nobody' },
  games: { belongsTo: 'guild', people: ['host'], texts: ['opening'] },
  entries: { belongsTo: 'guild', people: ['made_by', 'changed_by'] },
  entry_revisions: { belongsTo: 'guild', people: ['author'] },
  entry_uses: { belongsTo: 'guild' },
  answer_drafts: { belongsTo: 'guild', own: ['author'] },
  guild_versions: { belongsTo: 'guild' },
  guild_settings: { belongsTo: 'guild', people: ['changed_by'] },
  gaps: { belongsTo: 'guild', own: ['tell'], ownHashed: ['asker'] },
  entry_votes: { belongsTo: 'guild', hashed: ['voter'] },
  alias_picks: { belongsTo: 'guild', hashed: ['picker'] },
  refused_aliases: { belongsTo: 'guild' },
  trivia_reports: { belongsTo: 'guild', own: ['reporter'] },
  trivia_questions: { belongsTo: 'guild', people: ['author', 'changed_by'] },
  pins: { belongsTo: 'guild', people: ['pinned_by'] },
  pin_boards: { belongsTo: 'guild' },
  guild_secrets: { belongsTo: 'guild' },
  forgotten: { belongsTo: 'nobody' },
  departed_guilds: { belongsTo: 'nobody' },
  identifies: { belongsTo: 'nobody' },
  shard_leases: { belongsTo: 'nobody' },
  identify_turns: { belongsTo: 'nobody' },
}

/** The tables with the columns of one kind, a pair for each. */
export function columnsOf(
  kind: 'people' | 'texts' | 'hashed' | 'own' | 'ownHashed',
): [table: string, column: string][] {
  return Object.entries(ownership).flatMap(([table, owned]) =>
    (owned[kind] ?? []).map((column): [string, string] => [table, column]),
  )
}
