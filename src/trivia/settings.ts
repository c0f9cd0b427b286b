/** How a game is to be played: what a host may choose, within which bounds, and what a newcomer gets. */

import { z } from 'zod'
import { triviaLimits } from './question.ts'

/** Bounds of what a host may choose; times in seconds. */
export const settingLimits = {
  questions: { least: 3, most: 50 },
  seconds: { least: 5, most: 120 },
  lobby: { least: 0, most: 300 },
  teams: { least: 2, most: 4 },
  lives: { least: 1, most: 5 },
  target: { least: 100, most: 50_000 },
  topics: 8,
  weight: { least: 1, most: 10 },
} as const

const between = ({ least, most }: { least: number; most: number }) => z.int().min(least).max(most)

/** The settings as they are stored; every field may be missing and gets its default. */
export const settingsSchema = z.strictObject({
  /** Empty: every topic. A weight of 2 draws a topic twice as often as a weight of 1. */
  topics: z
    .array(
      z.strictObject({
        topic: z.string().min(1).max(triviaLimits.topic),
        weight: between(settingLimits.weight),
      }),
    )
    .max(settingLimits.topics)
    .default([]),
  difficulty: z.enum(['mixed', 'easy', 'medium', 'hard']).default('mixed'),
  questions: between(settingLimits.questions).default(10),
  /** For each question, before reading time is added. */
  seconds: between(settingLimits.seconds).default(20),
  lobby: between(settingLimits.lobby).default(20),
  style: z.enum(['choice', 'truefalse', 'typed', 'mixed']).default('choice'),
  scoring: z.enum(['speed', 'accuracy', 'difficulty', 'confidence']).default('speed'),
  /** How many teams; 0 plays everyone for themselves. */
  teams: z.union([z.literal(0), between(settingLimits.teams)]).default(0),
  /** Wrong or missing answers a player survives, less one; 0 lets everyone play to the end. */
  lives: z.union([z.literal(0), between(settingLimits.lives)]).default(0),
  /** The game ends once someone has this many points; 0 plays all questions. */
  target: z.union([z.literal(0), between(settingLimits.target)]).default(0),
  /** Whether a later press replaces an earlier one instead of being refused. */
  change: z.boolean().default(false),
  /** Whether a question ends once everyone who plays has answered. */
  early: z.boolean().default(true),
})

export type Settings = Readonly<z.infer<typeof settingsSchema>>
export type Scoring = Settings['scoring']

/** What someone gets who only types the command. */
export const defaultSettings: Settings = settingsSchema.parse({})

/**
 * Reads `courts, history:2` into topics with weights; a topic named twice adds up. Returns undefined where
 * a weight is not a whole number within its bounds or there are too many topics.
 */
export function parseTopics(text: string): Settings['topics'] | undefined {
  const weights = new Map<string, number>()
  for (const part of text.split(',')) {
    const [, topic = '', weight = '1'] = /^\s*([^:]*?)\s*(?::\s*(\d+)\s*)?$/.exec(part) ?? []
    if (topic === '') {
      if (part.trim() === '') continue
      return undefined
    }
    const key = topic.toLowerCase()
    weights.set(key, (weights.get(key) ?? 0) + Number(weight))
  }
  const parsed = settingsSchema.shape.topics.safeParse(
    [...weights].map(([topic, weight]) => ({ topic, weight })),
  )
  return parsed.success ? parsed.data : undefined
}
