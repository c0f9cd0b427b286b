import { expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { sameCommands } from '../../src/discord/register.ts'

const ours = commands.map(({ data }) => data)

/** What Discord sends back for our commands: with ids, versions and every default filled in. */
function returned(): Record<string, unknown>[] {
  return structuredClone(ours).map((command, index) => ({
    default_member_permissions: null,
    ...command,
    id: `10000000000000000${index}`,
    application_id: '200000000000000000',
    version: '300000000000000000',
    dm_permission: true,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    options: (('options' in command && command.options) || []).map((option) => ({
      required: false,
      ...option,
    })),
  }))
}

test('what Discord adds by itself is no change', () => {
  expect(sameCommands(ours, returned())).toBe(true)
  expect(sameCommands(ours, returned().reverse())).toBe(true)
})

test('an empty list, a missing command and a surplus one are changes', () => {
  expect(sameCommands(ours, [])).toBe(false)
  expect(sameCommands(ours, returned().slice(1))).toBe(false)
  expect(sameCommands(ours, [...returned(), { name: 'old', description: 'x' }])).toBe(false)
})

test('a changed word and a changed option are changes', () => {
  const [first, ...rest] = returned()
  expect(sameCommands(ours, [{ ...first, description: 'Something else' }, ...rest])).toBe(false)
  expect(sameCommands(ours, [{ ...first, options: [] }, ...rest])).toBe(false)
})

test('an answer that is no list means that ours must be sent', () => {
  expect(sameCommands(ours, { message: 'huh' })).toBe(false)
})
