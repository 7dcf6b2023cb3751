// The two languages of the page. Words of the field come from core (Name); words of the page stand in zh.json and en.json, those of a
// stage of work in files of its own.
import type { Lang, Name } from '@yike/core/base/name.ts'
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { rememberLang } from '../ui/address.ts'
import accountEn from './account.en.json'
import accountZh from './account.zh.json'
import circlesEn from './circles.en.json'
import circlesZh from './circles.zh.json'
import en from './en.json'
import ledgerEn from './ledger.en.json'
import ledgerZh from './ledger.zh.json'
import officeEn from './office.en.json'
import officeZh from './office.zh.json'
import planEn from './plan.en.json'
import planZh from './plan.zh.json'
import runEn from './run.en.json'
import runZh from './run.zh.json'
import sitingEn from './siting.en.json'
import sitingZh from './siting.zh.json'
import zh from './zh.json'

const WORDS = {
  zh: {
    translation: { ...zh, ...circlesZh, ...sitingZh, ...planZh, ...officeZh, ...accountZh, ...runZh, ...ledgerZh },
  },
  en: {
    translation: { ...en, ...circlesEn, ...sitingEn, ...planEn, ...officeEn, ...accountEn, ...runEn, ...ledgerEn },
  },
}

/** Starts in `lang`; both tables are in the page, so that a switch asks nobody. */
export async function startI18n(lang: Lang): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: 'zh',
    keySeparator: false, // keys are flat: 'tier.basic' is one word
    nsSeparator: false,
    resources: WORDS,
    interpolation: { escapeValue: false }, // React escapes
  })
}

/** Words of the page (`t`), the language, and words of core in it (`say`). */
export function useWords() {
  const { t, i18n } = useTranslation()
  const lang = (i18n.language === 'en' ? 'en' : 'zh') as Lang
  return {
    t,
    lang,
    say: (name: Name) => name[lang],
    /** Switches to the other language. */
    other: () => {
      const to = lang === 'en' ? 'zh' : 'en'
      rememberLang(to)
      void i18n.changeLanguage(to)
    },
  }
}
