// What people call a thing. Chinese is the product's first language; English is for those abroad and those who maintain it.

/** A word or sentence in the two languages of the product. */
export type Name = { readonly zh: string; readonly en: string }

/** A language that pages, papers and the command line can speak. */
export type Lang = keyof Name

/** `template` with each `{key}` replaced by its value; a key without a value stays as it is, so that it is noticed. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole))
}
