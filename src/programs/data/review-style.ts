/** How the review page looks: light or dark as the reader's system is, and fit to be printed. */

import { Html } from './html.ts'

export const reviewStyle = new Html(`
:root { color-scheme: light dark; --page: light-dark(#f2f3f5, #1e1f22); --card: light-dark(#fff, #2b2d31);
  --ink: light-dark(#23262b, #e3e5e8); --faint: light-dark(#5c6470, #a3a9b3); --line: light-dark(#d5d8de, #43464d);
  --link: light-dark(#0b5cad, #6cb4ff); --right: light-dark(#1d7a3a, #63d488); --remark: light-dark(#fff4d6, #453a1c) }
* { box-sizing: border-box }
body { margin: 0; display: grid; grid-template-columns: minmax(15rem, 22rem) minmax(0, 46rem); gap: 2rem;
  background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; border-right: 1px solid var(--line); font-size: .875rem }
nav h1, nav h2 { font-size: 1rem; margin: 1rem 0 .25rem } nav ol { margin: .25rem 0 .75rem; padding-left: 1.75rem }
main { padding: 1rem 1rem 6rem } main h2 { margin: 3rem 0 1rem } main h2:first-child { margin-top: 0 }
a { color: var(--link) } summary { cursor: pointer }
article { margin: 0 0 2.5rem; scroll-margin-top: 1rem }
.place, .aside, .footer { color: var(--faint); font-size: .8125rem; margin: .4rem 0; overflow-wrap: anywhere }
.embed { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: 6px; padding: .75rem 1rem }
.embed h3 { margin: 0 0 .5rem; font-size: 1.0625rem } .said { white-space: pre-line; overflow-wrap: anywhere }
.said pre { white-space: pre; overflow: auto; background: var(--page); padding: .5rem; border-radius: 4px }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .75rem; margin-top: .75rem; font-size: .9rem }
.fields .wide { grid-column: 1 / -1 }
.menu { display: flex; flex-wrap: wrap; gap: .25rem 1rem; border: 1px solid var(--line); border-radius: 6px; padding: .4rem .75rem; font-size: .875rem }
.options { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem }
.options li { border: 1px solid var(--line); border-radius: 4px; padding: .25rem .75rem } .options .right { border-color: var(--right); color: var(--right); font-weight: 600 }
.remarks { background: var(--remark); border-radius: 6px; padding: .5rem 1rem .5rem 2rem; font-size: .875rem }
q { margin-right: .25rem }
@media (max-width: 52rem) { body { display: block } nav { position: static; height: auto; border: 0 } }
@media print { nav { display: none } body { display: block } article { break-inside: avoid } }
`)
