// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import ghsci from './ghsci.ts'
import guide2021 from './guide-2021.ts'
import notice2025 from './notice-2025.ts'
import plan2023 from './plan-2023.ts'
import sonyBruno from './sony-bruno.ts'
import tianjin2021 from './tianjin-2021.ts'

export const standards = [ghsci, guide2021, notice2025, plan2023, sonyBruno, tianjin2021] as const
