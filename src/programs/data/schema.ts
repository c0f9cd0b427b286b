/** The JSON Schemas of the data files, for editors: made from the schemas that the bot reads with. */

import { join } from 'node:path'
import { z } from 'zod'
import { answersFileSchema } from '../../knowledge/dataset.ts'
import { styleFileSchema } from '../../knowledge/style.ts'
import { prettyJson } from '../../knowledge/write-json.ts'
import { triviaFileSchema } from '../../trivia/question.ts'
import type { Print } from './run.ts'
import { writeWhole } from './write-file.ts'

type SchemaName = 'answers.schema.json' | 'trivia.schema.json' | 'style.schema.json'

/** The text of each schema file, by name. */
export function schemaFiles(): Readonly<Record<SchemaName, string>> {
  return {
    'answers.schema.json': schemaText(answersFileSchema, 'A file of answers'),
    'trivia.schema.json': schemaText(triviaFileSchema, 'A file of trivia questions'),
    'style.schema.json': schemaText(styleFileSchema, 'How a dataset wants to be written'),
  }
}

function schemaText(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return prettyJson({ $schema, title, ...rest })
}

/** Writes the schema files into `folder`. */
export async function writeSchemas(folder: string, print: Print): Promise<number> {
  for (const [name, text] of Object.entries(schemaFiles())) {
    await writeWhole(join(folder, name), text)
    print(`Wrote ${join(folder, name)}`)
  }
  return 0
}
