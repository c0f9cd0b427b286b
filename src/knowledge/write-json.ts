/** JSON as a person would lay it out: short lists on one line, everything else spread out, as Biome formats it. */

const width = 100

/** `value` as text with a line break at the end; the shape of `JSON.stringify`, the layout of the data files. */
export function prettyJson(value: unknown): string {
  return `${pretty(value, '', 0)}\n`
}

/** `taken` is how much of the value's first line is spent already: indent, field name and a comma. */
function pretty(value: unknown, indent: string, taken: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    const line = onOneLine(value)
    if (line !== undefined && taken + line.length <= width) return line
    return spread(
      '[]',
      value.map((item) => deeper + pretty(item, deeper, deeper.length + 1)),
      indent,
    )
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => {
      const start = `${deeper}${JSON.stringify(name)}: `
      return start + pretty(field, deeper, start.length + 1)
    })
  return spread('{}', fields, indent)
}

function onOneLine(list: readonly unknown[]): string | undefined {
  if (list.some((item) => typeof item === 'object' && item !== null)) return undefined
  return `[${list.map((item) => JSON.stringify(item)).join(', ')}]`
}

function spread(brackets: string, lines: readonly string[], indent: string): string {
  const [open, close] = brackets
  return lines.length === 0 ? brackets : `${open}\n${lines.join(',\n')}\n${indent}${close}`
}
