import type { ThemeConfig } from "antd";

export type Appearance = "light" | "dark";

/** The one palette: style sheets read it as custom properties, Ant Design as tokens. Red (`alarm`) is for overdue and broken integrity only. */
const PALETTES = {
  light: {
    accent: "#0b5c7a",
    "accent-soft": "#e3f0f5",
    "on-accent": "#ffffff",
    ground: "#f4f6f7",
    surface: "#ffffff",
    raised: "#ffffff",
    hover: "#eef3f5",
    text: "#1a2126",
    muted: "#56626b",
    line: "#dde3e7",
    "line-strong": "#b7c2c9",
    attention: "#865000",
    "attention-soft": "#fdf3df",
    good: "#1a6b3b",
    "good-soft": "#e8f5ec",
    alarm: "#b3261e",
    "alarm-soft": "#fdeceb",
  },
  dark: {
    accent: "#6ab8d8",
    "accent-soft": "#16323f",
    "on-accent": "#0b1d26",
    ground: "#12171a",
    surface: "#1a2125",
    raised: "#212a2f",
    hover: "#232d33",
    text: "#e4e9ec",
    muted: "#9eabb4",
    line: "#2f3a41",
    "line-strong": "#4d5b64",
    attention: "#e3ab55",
    "attention-soft": "#2e2513",
    good: "#74c794",
    "good-soft": "#16291e",
    alarm: "#ff8f85",
    "alarm-soft": "#3b1d1b",
  },
} as const satisfies Record<Appearance, Record<string, string>>;

const FONTS =
  '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Hiragino Sans GB", "Source Han Sans SC", sans-serif';

export function applyPalette(appearance: Appearance): void {
  const root = document.documentElement;
  root.style.colorScheme = appearance;
  root.style.setProperty("--fonts", FONTS);
  for (const [name, value] of Object.entries(PALETTES[appearance])) root.style.setProperty(`--${name}`, value);
}

export function antTheme(appearance: Appearance, algorithm: NonNullable<ThemeConfig["algorithm"]>): ThemeConfig {
  const palette = PALETTES[appearance];
  return {
    algorithm,
    token: {
      colorPrimary: palette.accent,
      colorLink: palette.accent,
      colorInfo: palette.accent,
      colorError: palette.attention,
      colorWarning: palette.attention,
      colorSuccess: palette.good,
      colorText: palette.text,
      colorTextSecondary: palette.muted,
      colorTextTertiary: palette.muted,
      colorTextDescription: palette.muted,
      colorTextPlaceholder: palette.muted,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBorder: palette["line-strong"],
      colorBorderSecondary: palette.line,
      colorSplit: palette.line,
      fontFamily: FONTS,
      fontSize: 14,
      borderRadius: 4,
      controlHeight: 30,
      wireframe: false,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Button: { primaryColor: palette["on-accent"], primaryShadow: "none", defaultShadow: "none" },
      Checkbox: { colorWhite: palette["on-accent"] },
      Table: {
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 10,
        headerBg: palette.ground,
        headerColor: palette.muted,
        headerSplitColor: "transparent",
        rowHoverBg: palette.hover,
        rowSelectedBg: palette["accent-soft"],
        rowSelectedHoverBg: palette["accent-soft"],
      },
      Tabs: { horizontalMargin: "0 0 12px 0" },
      Tooltip: { colorBgSpotlight: "#26313a", colorTextLightSolid: "#f2f5f7" },
    },
  };
}
