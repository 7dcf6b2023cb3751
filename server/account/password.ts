// What a password must be, and how one is kept: argon2id, so that whoever takes the table away has little from it.
// The rules are those of GB/T 22239 level 3 as offices apply them: long, of several kinds, changed now and then, none used twice.
import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import { turns } from './turns.ts'

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** Characters at least and at most. */
export const LEAST = 12
export const MOST = 128
const KINDS = 3
const KINDS_OF = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]
/** How many different characters there must be, and how many may follow each other as on a keyboard or in the alphabet. */
const DIFFERENT = 6
const IN_A_ROW = 4
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '!@#$%^&*()']
/** How many of the last passwords are refused. */
export const REMEMBERED = 5

/** Whether `b` follows `a` without a thought: the same, its neighbour in the alphabet, or on the keyboard. */
function follows(a: string, b: string): boolean {
  const step = b.codePointAt(0)! - a.codePointAt(0)!
  return Math.abs(step) <= 1 || ROWS.some((row) => row.includes(a) && Math.abs(row.indexOf(b) - row.indexOf(a)) === 1)
}

function longestRow(text: string): number {
  let [longest, now] = [1, 1]
  for (let i = 1; i < text.length; i++) {
    now = follows(text[i - 1]!, text[i]!) ? now + 1 : 1
    longest = Math.max(longest, now)
  }
  return longest
}

/** What is wrong with a password as such; null: nothing. */
export function weaknessOf(password: string, person: { readonly login: string; readonly name: string }): Name | null {
  const length = [...password].length
  if (length < LEAST || length > MOST)
    return { zh: `应为 ${LEAST} 至 ${MOST} 个字符`, en: `${LEAST} to ${MOST} characters` }
  if (KINDS_OF.filter((kind) => kind.test(password)).length < KINDS)
    return {
      zh: '小写字母、大写字母、数字、其他符号四类中应有三类',
      en: 'three of lower case, upper case, digits and other signs',
    }
  const lower = password.toLowerCase()
  for (const own of [...person.login.toLowerCase().split('@'), person.name.toLowerCase()])
    if (own.length > 1 && lower.includes(own))
      return { zh: '不能含有账号名或姓名', en: 'neither the login nor the name may be in it' }
  if (new Set(lower).size < DIFFERENT || longestRow(lower) > IN_A_ROW)
    return {
      zh: `至少 ${DIFFERENT} 个不同的字符，连续或相邻的（如 12345、qwert）不超过 ${IN_A_ROW} 个`,
      en: `at least ${DIFFERENT} different characters, and no more than ${IN_A_ROW} in a row such as 12345 or qwert`,
    }
  return null
}

/** Two are computed at once, for reading files has the same four threads of the process. */
const inTurn = turns(2, 500)

/** What is kept of a password: a PHC string. Fault: too-many-requests. */
export const keep = (password: string): Promise<string> => inTurn(() => hash(password, COST))

/** Of nobody: what a password is compared with where there is no such login, so that the answer takes as long. */
let nobodys: Promise<string> | undefined

/** Whether a password is the one kept. Takes as long where none is kept. Fault: too-many-requests. */
export async function fits(kept: string | null, password: string): Promise<boolean> {
  nobodys ??= keep('nobody')
  const wanted = kept ?? (await nobodys)
  const right = await inTurn(() => verify(wanted, password.slice(0, MOST * 4)))
  return right && kept !== null
}

/** A password that may be the next. Faults: password-weak, password-used. */
export async function checkNew(
  password: string,
  person: { readonly login: string; readonly name: string },
  used: readonly string[] = [],
): Promise<void> {
  const why = weaknessOf(password, person)
  if (why) throw new Fault('password-weak', { why })
  for (const old of used) if (await fits(old, password)) throw new Fault('password-used')
}

/** Signs that are not taken for one another when read out or copied from paper. */
const CLEAR = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'] as const

/** A password by chance, to be handed over once: four groups of four of `CLEAR`, 5.8 bits a sign, more than 90 bits. */
export function oneTimePassword(): string {
  for (;;) {
    const group = () => Array.from({ length: 4 }, () => CLEAR.join('')[randomInt(CLEAR.join('').length)]).join('')
    const made = [group(), group(), group(), group()].join('-')
    if (weaknessOf(made, { login: '', name: '' }) === null) return made
  }
}
