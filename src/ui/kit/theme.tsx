import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Celadon from pale to deep; 3 is the dark theme's accent, 7 the light theme's. */
const celadon: MantineColorsTuple = [
  '#e9f6f3',
  '#cfe9e3',
  '#a3d8cb',
  '#6cc3b0',
  '#4fae9a',
  '#3b9482',
  '#2e7d6d',
  '#23695c',
  '#1a5449',
  '#113e36',
]

/** Ink from text to ground, for what Mantine draws in its own greys. */
const dark: MantineColorsTuple = [
  '#eaf0ee',
  '#c4d0cd',
  '#9db0ac',
  '#7d8f8c',
  '#3a474b',
  '#2a3539',
  '#1f282c',
  '#161d20',
  '#0e1416',
  '#0a0f10',
]

export const theme = createTheme({
  primaryColor: 'celadon',
  primaryShade: { light: 7, dark: 3 },
  colors: { celadon, dark },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 8,
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // Mantine writes white on every filled button; on the pale celadon of the dark theme that cannot be read.
    Button: {
      vars: (_theme: unknown, { variant = 'filled' }: { variant?: string }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--on-accent)' } : {},
      }),
    },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 12 } },
    // Its header would be the page's second banner to a screen reader.
    Modal: {
      defaultProps: { radius: 10, centered: true, padding: 'lg', attributes: { header: { role: 'presentation' } } },
    },
    // Lists and dialogs are put into a landmark of the frame, not loose under the body.
    Portal: { defaultProps: { target: '[data-portals]' } },
  },
})

/** Mantine's variables from the tokens, so that there is one source of colours. */
export const resolveVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-placeholder': 'var(--muted)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--raised)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--hairline)',
    '--mantine-color-error': 'var(--critical)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
    '--mantine-primary-color-light': 'var(--accent-wash)',
    '--mantine-primary-color-light-color': 'var(--accent)',
    '--mantine-color-celadon-filled': 'var(--accent)',
    '--mantine-color-celadon-filled-hover': 'var(--accent)',
    '--mantine-color-celadon-light': 'var(--accent-wash)',
    '--mantine-color-celadon-light-color': 'var(--accent)',
    '--mantine-color-celadon-text': 'var(--accent)',
    '--mantine-color-celadon-outline': 'var(--accent)',
  }
  return { variables: {}, light: shared, dark: shared }
}
