// The first page: a measured city, to look at and to ask.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startI18n } from './i18n/index.ts'
import { readChoice } from './ui/address.ts'
import './ui/parts.css'
import './page.css'

const choice = readChoice()
await startI18n(choice.lang)
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <App choice={choice} />
  </StrictMode>,
)
