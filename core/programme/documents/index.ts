// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import call2024 from './call-2024.ts'
import expand2025 from './expand-2025.ts'
import guide2021 from './guide-2021.ts'
import notice2024 from './notice-2024.ts'
import opinions2021 from './opinions-2021.ts'
import plan2023 from './plan-2023.ts'

export const documents = [call2024, expand2025, guide2021, notice2024, opinions2021, plan2023] as const
