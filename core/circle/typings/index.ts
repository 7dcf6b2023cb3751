// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import national2023 from './national-2023.ts'
import shanxi2023 from './shanxi-2023.ts'

export const typings = [national2023, shanxi2023] as const
