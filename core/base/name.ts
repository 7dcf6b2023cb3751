// What people call a thing. Chinese is the product's first language; English is for those abroad and those who maintain it.

/** A word or sentence in the two languages of the product. */
export type Name = { readonly zh: string; readonly en: string }

/** A language that pages, papers and the command line can speak. */
export type Lang = keyof Name

/** What can stand in a sentence: a number, a text that is the same in every language (a file's name), or a `Name`. */
export type Word = string | number | Name

/** A word as it stands in a sentence of that language. */
export const wordIn = (word: Word, lang: Lang): string => (typeof word === 'object' ? word[lang] : String(word))

/** Names as a list: with 、 in Chinese, with commas in English. */
export const listed = (names: readonly Name[]): Name => ({
  zh: names.map((n) => n.zh).join('、'),
  en: names.map((n) => n.en).join(', '),
})

/** The sentence in `lang` with each `{key}` replaced by its word; a key without one stays as it is, so that it is noticed. */
export function fill(sentence: Name, words: Readonly<Record<string, Word>>, lang: Lang): string {
  return sentence[lang].replace(/\{(\w+)\}/g, (whole, key: string) =>
    key in words ? wordIn(words[key]!, lang) : whole,
  )
}
