import { App, ConfigProvider, theme } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from "react";
import { useIsSystemDark } from "../kit/media.ts";
import { useLanguage } from "../language/locale.tsx";
import { type Appearance, antTheme, applyPalette } from "./theme.ts";

const STORAGE_KEY = "yuejian.appearance";

/** Light and dark are remembered; `system` follows the machine, also when it changes in the evening. */
export type Choice = Appearance | "system";

interface AppearanceState {
  readonly appearance: Appearance;
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
}

const AppearanceContext = createContext<AppearanceState>({ appearance: "light", choice: "system", choose() {} });

export const useAppearance = () => use(AppearanceContext);

function firstChoice(): Choice {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function AppearanceProvider({ children }: { readonly children: ReactNode }) {
  const { locale } = useLanguage();
  const [choice, setChoice] = useState(firstChoice);
  const isSystemDark = useIsSystemDark();
  const appearance = choice === "system" ? (isSystemDark ? "dark" : "light") : choice;
  useLayoutEffect(() => applyPalette(appearance), [appearance]);
  const value = useMemo(() => {
    const choose = (next: Choice) => {
      if (next === "system") localStorage.removeItem(STORAGE_KEY);
      else localStorage.setItem(STORAGE_KEY, next);
      setChoice(next);
    };
    return { appearance, choice, choose };
  }, [appearance, choice]);
  const config = useMemo(() => antTheme(appearance, appearance === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm), [appearance]);
  return (
    <AppearanceContext value={value}>
      <ConfigProvider locale={locale === "zh" ? zhCN : enGB} theme={config} button={{ autoInsertSpace: false }}>
        <App component={false}>{children}</App>
      </ConfigProvider>
    </AppearanceContext>
  );
}
