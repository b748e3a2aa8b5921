import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

import { t } from "./text";

/** The one accent colour: a quiet blue. Its eighth step carries white text at 6.6 : 1. */
const line: MantineColorsTuple = [
  "#eef3fb",
  "#dde7f5",
  "#bdcfea",
  "#97b4de",
  "#7da2d8",
  "#5682cd",
  "#4777c8",
  "#3865b1",
  "#2f599f",
  "#224b8c",
];

export const theme = createTheme({
  primaryColor: "line",
  primaryShade: { light: 8, dark: 8 },
  colors: { line },
  fontFamily: '"Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  headings: {
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.25" },
      h2: { fontSize: "1.2rem", lineHeight: "1.35" },
      h3: { fontSize: "1.02rem", lineHeight: "1.45" },
    },
  },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  // By name, not by `.extend`: dialogs are not part of what is loaded first.
  components: {
    Modal: { defaultProps: { centered: true, closeButtonProps: { "aria-label": t("app.close") } } },
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": t("app.close") } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: false } } },
    InputWrapper: { styles: { label: { fontWeight: 600, marginBottom: 4 } } },
  },
});

/** The colours of our own surfaces, and those of Mantine's that are too pale to be read (WCAG 2.2 AA). */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#fbfaf8",
    "--mantine-color-text": "#22262b",
    "--mantine-color-dimmed": "#5a6068",
    "--mantine-color-placeholder": "#666c75",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-anchor": "#2f599f",
    "--surface": "#ffffff",
    "--surface-2": "#f4f2ee",
    "--edge": "#e6e3dd",
    "--edge-strong": "#868c96",
    "--accent": "#2f599f",
    "--accent-soft": "#eaf0f9",
    "--good": "#1f6b43",
    "--good-soft": "#e5f3ea",
    "--wait": "#7c5200",
    "--wait-soft": "#fbf0da",
    "--bad": "#a3231c",
    "--bad-soft": "#fbeae8",
  },
  dark: {
    "--mantine-color-body": "#17181b",
    "--mantine-color-text": "#e3e4e7",
    "--mantine-color-dimmed": "#a2a7b0",
    "--mantine-color-placeholder": "#9298a2",
    "--mantine-color-error": "#ff9d94",
    "--mantine-color-anchor": "#9cbdf0",
    "--surface": "#1e2023",
    "--surface-2": "#26282c",
    "--edge": "#32353a",
    "--edge-strong": "#7d838d",
    "--accent": "#9cbdf0",
    "--accent-soft": "#22304a",
    "--good": "#86d3a5",
    "--good-soft": "#1c3327",
    "--wait": "#e7bd6b",
    "--wait-soft": "#372c16",
    "--bad": "#ff9d94",
    "--bad-soft": "#3d2120",
  },
});
