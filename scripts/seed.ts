// Properties are tried on the same cases in every run of `npm test`: what passed here passes there. A file run alone by
// `node --test` draws new ones.
import fc from 'fast-check'

fc.configureGlobal({ seed: 20_240_906 }) // the day of the notice
