// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.

export const reports = [] as const
