import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answerTimeFinding,
  channelFindings,
  clockFinding,
  identifiesFinding,
  intentFinding,
  invitePermissions,
  refusedFinding,
  routesFinding,
  sessionFinding,
  storageFinding,
} from '../../src/operations/doctor.ts'

const all = invitePermissions
const bit = { view: 1n << 10n, send: 1n << 11n, embed: 1n << 14n, pin: 1n << 51n, admin: 1n << 3n }

describe('channels', () => {
  test('with every right are one good finding', () => {
    expect(channelFindings([{ name: '#a', permissions: all }])).toEqual([
      { severity: 'ok', what: 'Channels', told: 'I have every right I use in all 1.' },
    ])
  })

  test('name each missing right and what it is for', () => {
    const [finding] = channelFindings([{ name: '#a', permissions: all & ~bit.pin }])
    expect(finding).toMatchObject({ severity: 'warn', what: '#a' })
    expect(finding?.told).toContain('**Pin Messages** (for pinning answers natively)')
  })

  test('in which nothing can be shown come first', () => {
    const found = channelFindings([
      { name: '#narrow', permissions: all & ~bit.pin },
      { name: '#mute', permissions: all & ~bit.embed },
    ])
    expect(found.map(({ what, severity }) => [what, severity])).toEqual([
      ['#mute', 'bad'],
      ['#narrow', 'warn'],
    ])
  })

  test('that are hidden are no fault, and one right is asked for', () => {
    const [finding] = channelFindings([{ name: '#staff', permissions: 0n }])
    expect(finding?.severity).toBe('warn')
    expect(finding?.told).toContain('View Channel')
    expect(finding?.told).not.toContain('Send Messages')
  })

  test('have a finding just where a right is missing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 53n) - 1n }), (permissions) => {
        const [finding] = channelFindings([{ name: '#a', permissions }])
        expect(finding?.severity === 'ok').toBe((permissions & all) === all)
      }),
    )
  })
})

test('the invite asks for neither Administrator nor anything else that is not used', () => {
  expect(invitePermissions).toBe(2_252_074_691_709_952n)
  expect(invitePermissions & bit.admin).toBe(0n)
})

test.each([
  [0, 'ok', 'none is needed'],
  [1 << 19, 'warn', 'Message Content Intent'],
  [(1 << 12) | (1 << 15), 'warn', 'Presence Intent, Server Members Intent'],
] as const)('application flags %i make intents %s', (flags, severity, told) => {
  const finding = intentFinding(flags)
  expect(finding.severity).toBe(severity)
  expect(finding.told).toContain(told)
})

test.each([
  [0, 'ok', 'Within'],
  [-1_900, 'ok', 'Within'],
  [4_000, 'warn', 'ahead of'],
  [-90_000, 'bad', 'behind'],
] as const)('a clock that is %i ms off is %s', (offset, severity, told) => {
  const finding = clockFinding(offset)
  expect(finding.severity).toBe(severity)
  expect(finding.told).toContain(told)
})

test.each([
  [undefined, 'ok'],
  [40, 'ok'],
  [1_500, 'warn'],
  [2_900, 'bad'],
] as const)('answers within %s ms are %s', (p95, severity) => {
  expect(answerTimeFinding(p95).severity).toBe(severity)
})

test.each([
  [{ engine: 'sqlite', writeMs: 3 }, 'ok'],
  [{ engine: 'postgres', writeMs: 900 }, 'warn'],
  [{ engine: 'sqlite', writeMs: 3, free: 10 * 2 ** 20 }, 'bad'],
  [{ engine: 'sqlite', writeMs: 3, free: 2 ** 33 }, 'ok'],
] as const)('storage of %o is %s', (facts, severity) => {
  expect(storageFinding(facts).severity).toBe(severity)
})

test.each([
  [1_000, 'ok'],
  [150, 'warn'],
  [3, 'bad'],
] as const)('%i starts left of 1,000 are %s', (left, severity) => {
  expect(sessionFinding(left, 1_000, 3_600_000).severity).toBe(severity)
})

test('refused requests and failing routes are told with what to do', () => {
  expect(refusedFinding(3).severity).toBe('ok')
  expect(refusedFinding(500)).toMatchObject({ severity: 'warn' })
  expect(refusedFinding(1_000)).toMatchObject({ severity: 'bad' })
  expect(routesFinding([]).severity).toBe('ok')
  expect(routesFinding(['POST /channels/:id/messages']).told).toContain(
    '`POST /channels/:id/messages`',
  )
})

test('many sessions in a day are told', () => {
  expect([1, 499, 500, 800].map((used) => identifiesFinding(used).severity)).toEqual([
    ...(['ok', 'ok', 'warn', 'bad'] as const),
  ])
})
