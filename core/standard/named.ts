// A category as people name it: by id, by its number, in Chinese or in English.
import { Fault } from '../base/fault.ts'
import type { Category } from './define.ts'

/** The category of `categories` that `text` names; undefined where none is. */
export function findCategory(categories: readonly Category[], text: string): Category | undefined {
  const word = text.trim()
  const lower = word.toLowerCase()
  return (
    categories.find(({ id, code }) => id === lower || (code !== null && code === word.toUpperCase())) ??
    categories.find(({ name }) => name.zh === word || name.en.toLowerCase() === lower) ??
    // 生鲜超市 for 生鲜超市（菜店）, and 菜店 for it too
    categories.find(({ name }) => name.zh.split(/[（）]/).includes(word))
  )
}

/** The same; fault bad-value where none is. `option` is what asked. */
export function getCategory(categories: readonly Category[], text: string, option: string): Category {
  const found = findCategory(categories, text)
  if (!found)
    throw new Fault('bad-value', { name: option, expected: categories.map((c) => c.id).join(', '), got: text })
  return found
}
