/** The same random cases in every run: a mutant is caught or it is not, never by luck. */

import fc from 'fast-check'

fc.configureGlobal({ seed: 1 })
