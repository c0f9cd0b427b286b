/** Discord's OpenAPI description as a validator: schemas compiled one by one, when first needed. */

import { readFileSync } from 'node:fs'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'

/** A JSON schema, loosely: the description is walked and patched as data. */
interface Schema {
  [key: string]: unknown
}

export type { ErrorObject }

/** Finds what is wrong with a value; nothing when it is as described. */
export type Check = (value: unknown) => readonly ErrorObject[]

export interface Spec {
  /** The check of a schema by its name, or by a pointer such as `/paths/…` below the document. */
  check: (name: string) => Check
}

const loaded = new Map<boolean, Promise<Spec>>()

/**
 * The description, loaded once. `closed` refuses unknown keys, for requests; the open one is for Discord's own
 * answers, which may carry more than described. Rejects when the development packages are not installed.
 */
export function loadSpec(closed: boolean): Promise<Spec> {
  const known = loaded.get(closed)
  if (known) return known
  const fresh = load(closed)
  loaded.set(closed, fresh)
  return fresh
}

async function load(closed: boolean): Promise<Spec> {
  const [{ Ajv2020 }, formats] = await packages()
  const text = readFileSync(new URL('./spec/openapi.json', import.meta.url), 'utf8')
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, Schema> } }
  const schemas = components.schemas
  patch(schemas)
  decideUnions(schemas, schemas)
  if (closed) for (const schema of Object.values(schemas)) close(schema)
  const ajv = new Ajv2020({ strict: true, allErrors: true, code: { optimize: false } })
  formats.default.default(ajv, ['date-time', 'uri', 'int32', 'int64', 'double'])
  ajv.addFormat('snowflake', /^(?:0|[1-9]\d{0,19})$/)
  ajv.addFormat('nonce', true)
  ajv.addVocabulary(['x-discord-union', 'components'])
  ajv.addSchema({ $id: 'discord', components: { schemas } })
  const compiled = new Map<string, ValidateFunction>()
  return {
    check(name) {
      return (value) => {
        let validate = compiled.get(name)
        if (!validate) {
          validate = ajv.compile({ $ref: `discord#/components/schemas/${name}` })
          compiled.set(name, validate)
        }
        return validate(value) ? [] : (validate.errors ?? [])
      }
    },
  }
}

async function packages() {
  try {
    return await Promise.all([import('ajv/dist/2020.js'), import('ajv-formats')])
  } catch (cause) {
    throw new Error('the playground needs the development packages: run npm ci', { cause })
  }
}

const INTEGER_OR_DIGITS = [
  { type: 'null' },
  { type: 'integer', minimum: 0 },
  { type: 'string', pattern: '^\\d{1,20}$' },
]

/** What the API takes though the description does not say so. */
function patch(schemas: Record<string, Schema>): void {
  const extend = (name: string, added: Schema) => {
    const schema = schemas[name]
    if (!schema) throw new Error(`the description has no ${name}`)
    Object.assign(schema.properties as Schema, added)
  }
  const commands = ['CreateRequest', 'UpdateRequest', 'PatchRequestPartial']
  for (const name of commands) {
    extend(`ApplicationCommand${name}`, {
      default_member_permissions: { oneOf: INTEGER_OR_DIGITS },
      default_permission: { type: ['boolean', 'null'] },
      nsfw: { type: ['boolean', 'null'] },
    })
  }
  for (const name of ['CreateRoleRequest', 'UpdateRoleRequestPartial'])
    extend(name, { permissions: { oneOf: INTEGER_OR_DIGITS } })
  extend('ChannelPermissionOverwriteRequest', {
    allow: { oneOf: INTEGER_OR_DIGITS },
    deny: { oneOf: INTEGER_OR_DIGITS },
  })
  const harmless = {
    tts: { type: ['boolean', 'null'] },
    enforce_nonce: { type: ['boolean', 'null'] },
    nonce: { oneOf: [{ type: 'integer' }, { type: 'string', maxLength: 25 }, { type: 'null' }] },
  }
  for (const name of [
    'IncomingWebhookInteractionRequest',
    'IncomingWebhookUpdateForInteractionCallbackRequestPartial',
    'IncomingWebhookRequestPartial',
    'IncomingWebhookUpdateRequestPartial',
    'MessageEditRequestPartial',
  ])
    extend(name, harmless)
}

/**
 * Unions whose members are told apart by `type` become "if this type, then that schema". The meaning stays, but one
 * wrong field then gives one error in place of one for each member of the union. Lists of constants become enums.
 */
function decideUnions(schemas: Record<string, Schema>, node: unknown): void {
  if (Array.isArray(node)) {
    for (const item of node) decideUnions(schemas, item)
    return
  }
  if (!node || typeof node !== 'object') return
  const schema = node as Schema
  for (const key of ['oneOf', 'anyOf']) {
    const members = schema[key]
    if (!Array.isArray(members) || members.length < 2) continue
    if (members.every((member) => 'const' in member)) {
      delete schema[key]
      schema.enum = members.map((member) => member.const)
      continue
    }
    const tags = members.map((member) => typesOf(schemas, member))
    if (tags.some((tag) => tag === null)) continue
    delete schema[key]
    schema.type = 'object'
    schema.required = ['type']
    schema.properties = { type: { enum: tags.flat() } }
    schema.allOf = members.map((member, at) => ({
      if: { properties: { type: { enum: tags[at] } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: member,
    }))
  }
  for (const value of Object.values(schema)) decideUnions(schemas, value)
}

function typesOf(schemas: Record<string, Schema>, member: Schema): unknown[] | null {
  const name = String(member.$ref ?? '').replace('#/components/schemas/', '')
  const schema = schemas[name] ?? member
  const type = (schema.properties as Schema | undefined)?.type as { enum?: unknown[] } | undefined
  const required = (schema.required as string[] | undefined)?.includes('type')
  return required && type?.enum ? type.enum : null
}

/** Objects with named properties take no others, unless they say what others may be. */
function close(node: unknown): void {
  if (Array.isArray(node)) {
    for (const item of node) close(item)
    return
  }
  if (!node || typeof node !== 'object') return
  const schema = node as Schema
  const parts = schema.properties as Schema | undefined
  const decided =
    Array.isArray(schema.allOf) && (schema.allOf as Schema[]).some((one) => 'if' in one)
  if (schema.type === 'object' && parts && !decided && !('additionalProperties' in schema))
    schema.additionalProperties = false
  for (const [key, value] of Object.entries(schema)) if (key !== 'if') close(value)
}
