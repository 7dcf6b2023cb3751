// The words of commander, which speaks English only, in the language of the person.
import type { Lang } from '@yike/core/base/name.ts'
import type { HelpConfiguration } from 'commander'
import { columnsOf } from './terminal.ts'

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Arguments:': '参数：',
}

/** Its sentences about a wrong command line, and ours. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/unknown command '(.+?)'/, '没有 $1 这个命令'],
  [/unknown option '(.+?)'/, '没有 $1 这个选项'],
  [/required option '(\S+).*?' not specified/, '缺少 $1'],
  [/option '(\S+).*?' argument missing/, '$1 后面没有值'],
  [/missing required argument '(.+?)'/, '缺少 <$1>'],
  [/too many arguments.*?got (\d+): (.*)\.?/s, '多出了 $2'],
  [/too many arguments.*/s, '参数太多'],
  [/\(Did you mean (.+?)\?\)/, '（是不是 $1？）'],
  [/\(Did you mean one of (.+?)\?\)/, '（是不是 $1 之一？）'],
]

/** How help is laid out and titled. */
export function helpIn(lang: Lang): HelpConfiguration {
  if (lang === 'en') return {}
  return {
    displayWidth: columnsOf,
    styleTitle: (title) => TITLES[title] ?? title,
    styleOptionDescription: (text) => text.replace(/\(default: "?(.*?)"?\)/, '（不写则为 $1）'),
  }
}

/** A complaint of commander's as a person reads it, with where to look. */
export function usageIn(lang: Lang, text: string): string {
  const plain = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')
  if (lang === 'en') return `usage: ${plain}; see yike help\n`
  const said = SENTENCES.reduce((s, [theirs, ours]) => s.replace(theirs, ours), plain)
  return `用法不对：${said.replace(/ （/g, '（').replace(/\.$/, '')}；用法见 yike help\n`
}
