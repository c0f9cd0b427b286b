/** A CommonJS package as one browser module, for the few parts of the page that are not published as ES modules. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Finds `require("./…")`; packages with dependencies of their own are not meant for this. */
const requirement = /\brequire\(\s*(["'])(\.{1,2}\/[^"']+)\1\s*\)/g

/** Every file reachable from `file` by relative requires, with where each require leads. */
function collect(file: string, seen = new Map<string, Map<string, string>>()) {
  const needs = new Map<string, string>()
  seen.set(file, needs)
  const { resolve } = createRequire(file)
  for (const [, , asked] of readFileSync(file, 'utf8').matchAll(requirement)) {
    const found = resolve(asked as string)
    needs.set(asked as string, found)
    if (!seen.has(found)) collect(found, seen)
  }
  return seen
}

/**
 * One ES module with everything that `entry` (an absolute path of a CommonJS file) requires by relative path.
 * It exports each name that the package exports when loaded, and `module.exports` itself as the default.
 */
export function bundleCommonJs(entry: string): string {
  const files = [...collect(entry)]
  const place = new Map(files.map(([file], index) => [file, index]))
  const factories = files.map(([file, needs]) => {
    const links = Object.fromEntries([...needs].map(([asked, found]) => [asked, place.get(found)]))
    const source = readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/gm, '')
    return `[${JSON.stringify(links)}, function (exports, require, module) {\n${source}\n}]`
  })
  const names = Object.keys(createRequire(entry)(entry)).filter(
    (name) => name !== 'default' && /^[A-Za-z_$][\w$]*$/.test(name),
  )
  return [
    `const files = [\n${factories.join(',\n')}\n]`,
    'const loaded = []',
    'function load(index) {',
    '  if (loaded[index]) return loaded[index].exports',
    '  const module = (loaded[index] = { exports: {} })',
    '  const [links, run] = files[index]',
    '  run.call(module.exports, module.exports, (asked) => load(links[asked]), module)',
    '  return module.exports',
    '}',
    'const whole = load(0)',
    'export default whole',
    names.length > 0 ? `export const { ${names.join(', ')} } = whole` : '',
    '',
  ].join('\n')
}
