// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import citySheet from './city-sheet.ts'

export const reports = [citySheet] as const
