import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** The one accent. */
const iris: MantineColorsTuple = [
  '#eef0ff',
  '#dde1fb',
  '#b9c0f3',
  '#949eeb',
  '#7581e4',
  '#626fdf',
  '#515ed6',
  '#424ec0',
  '#3944a8',
  '#2c368a',
]

/** Greys with a little blue in them. */
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f1f2f5',
  '#e6e8ec',
  '#d7dae0',
  '#b9bec8',
  '#8f95a3',
  '#636a78',
  '#4d5462',
  '#343a46',
  '#1c2028',
]

const dark: MantineColorsTuple = [
  '#e3e5ea',
  '#b8bcc6',
  '#9aa0ad',
  '#6f7583',
  '#3b404b',
  '#2a2e37',
  '#20232b',
  '#16181e',
  '#111318',
  '#0b0c10',
]

/** Mantine's, but for the darker half: white words on a red button keep 4.5:1. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#ff6b6b',
  '#d92d2d',
  '#c92a2a',
  '#b42525',
  '#9c2020',
]

/** How the console looks. */
export const theme = createTheme({
  colors: { iris, gray, dark, red },
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 6 },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.45' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.35' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // Mantine's titles have the colour of the alert, which is hard to read on yellow.
    Alert: { styles: { label: { color: 'var(--mantine-color-text)' } } },
    Button: { defaultProps: { size: 'sm', fw: 500 } },
    Modal: {
      styles: {
        content: { background: 'var(--trellis-raised)' },
        header: { background: 'var(--trellis-raised)' },
        title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 600 },
      },
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 200, events: { hover: true, focus: true, touch: true } } },
  },
})

/** Colours of surfaces and of text that is not the main thing; the latter keep 4.5:1. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--trellis-sidebar-width': '228px' },
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-text': 'var(--mantine-color-gray-9)',
    '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
    '--mantine-color-error': '#c92a2a',
    '--trellis-line': 'var(--mantine-color-gray-2)',
    '--trellis-sidebar': 'var(--mantine-color-gray-0)',
    '--trellis-hover': 'var(--mantine-color-gray-1)',
    '--trellis-raised': '#ffffff',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
    '--mantine-color-text': 'var(--mantine-color-dark-0)',
    '--mantine-color-body': 'var(--mantine-color-dark-8)',
    '--mantine-color-default-border': 'var(--mantine-color-dark-4)',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': 'var(--mantine-color-iris-3)',
    '--trellis-line': 'var(--mantine-color-dark-5)',
    '--trellis-sidebar': 'var(--mantine-color-dark-9)',
    '--trellis-hover': 'var(--mantine-color-dark-6)',
    '--trellis-raised': 'var(--mantine-color-dark-7)',
  },
})
