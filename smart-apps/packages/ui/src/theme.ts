import {
  type MantineColorsTuple,
  type MenuProps,
  type ModalProps,
  type TooltipProps,
  createTheme,
} from '@mantine/core';

/** Petrol: the one colour that says "this can be pressed" or "this is chosen". */
const petrol: MantineColorsTuple = [
  '#e9f6f8',
  '#d6ebef',
  '#abd6df',
  '#7cc0ce',
  '#55aebf',
  '#3ca3b7',
  '#1f8498',
  '#0f6b7e',
  '#0a5767',
  '#07414e',
];

/** Neutrals with a little warmth by day. */
const gray: MantineColorsTuple = [
  '#f8f8f6',
  '#f1f1ee',
  '#e5e5e0',
  '#d6d6cf',
  '#bcbdb5',
  '#94968e',
  '#6b6e68',
  '#4d514d',
  '#343836',
  '#1f2423',
];

/** Neutrals with a little of the petrol by night. Mantine draws surfaces with 6 and 7, lines with 4, text with 0. */
const dark: MantineColorsTuple = [
  '#d5dcde',
  '#b8c2c5',
  '#94a1a5',
  '#66757a',
  '#35434a',
  '#29353b',
  '#1f2a2f',
  '#161f23',
  '#0f171a',
  '#0a1012',
];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 7,
  colors: { petrol, gray, dark },
  black: '#1b2122',
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  fontFamily:
    "'Inter', 'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, 'SF Pro Text', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  // Named, not imported: an app without a menu loads none.
  components: {
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        transitionProps: { duration: 120 },
        closeButtonProps: { 'aria-label': 'Close' },
        // The header of a dialog is not a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      } satisfies Partial<ModalProps>,
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        transitionProps: { duration: 80 },
      } satisfies Partial<MenuProps>,
    },
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        withArrow: true,
        transitionProps: { duration: 80 },
      } satisfies Partial<TooltipProps>,
    },
  },
});
