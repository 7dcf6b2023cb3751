// The page in the type and language of the product: what stands round everything else.
import { App as Antd, ConfigProvider } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useEffect } from 'react'
import { useWords } from '../i18n/index.ts'
import { theme } from '../ui/theme.ts'

/** Dresses what is within. */
export function Dressed({ children }: { children: ReactNode }) {
  const { lang } = useWords()
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
    document.title = lang === 'zh' ? '一刻 · 一刻钟便民生活圈' : 'yike · 15-minute convenience circles'
  }, [lang])
  return (
    <ConfigProvider locale={lang === 'zh' ? zhCN : enGB} theme={theme} button={{ autoInsertSpace: false }}>
      <Antd component={false}>{children}</Antd>
    </ConfigProvider>
  )
}
