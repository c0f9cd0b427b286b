import { expect, test } from 'vitest'
import { titleKey } from '../../src/knowledge/lookalike.ts'

test('titles that look the same have one key', () => {
  expect(titleKey('Раураl')).toBe(titleKey('Paypal')) // Cyrillic Р, а, у, р, а
  expect(titleKey('ΤΟΠ ΗΑΤ'.replace('Π', 'P').replace('Η', 'N'))).toBe(titleKey('top nat'))
  expect(titleKey('ｆｕｌｌ　ｗｉｄｔｈ')).toBe(titleKey('Full width?'))
  expect(titleKey('in\u200bvisible')).toBe(titleKey('invisible'))
})

test('titles that differ keep their own', () => {
  expect(titleKey('Level 1')).not.toBe(titleKey('Level l'))
  expect(titleKey('Ко је краљ?')).not.toBe(titleKey('Ко је цар?'))
  expect(titleKey('C#')).not.toBe(titleKey('C'))
})
