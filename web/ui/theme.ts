// antd in the colours and type of the product.
import type { ThemeConfig } from 'antd'
import { INK } from './colours.ts'

export const theme: ThemeConfig = {
  token: {
    colorPrimary: INK.brand,
    colorText: INK.text,
    colorTextSecondary: INK.quiet,
    colorTextTertiary: INK.quiet, // the pale greys of antd are too pale to read on paper
    colorTextDescription: INK.quiet,
    colorTextPlaceholder: INK.quiet,
    colorBgLayout: '#f6f4ee',
    borderRadius: 4,
    fontFamily: 'inherit', // page.css says it, by language
    fontSize: 14,
    lineHeight: 1.7,
    wireframe: false,
  },
  components: {
    Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 8, headerBg: '#f1eee6', headerBorderRadius: 0 },
    Tabs: { horizontalMargin: '0 0 8px 0' },
    Select: { optionSelectedBg: '#dcebe8' },
    Slider: { trackBg: INK.brand, trackHoverBg: INK.brand, railSize: 5 },
  },
}
