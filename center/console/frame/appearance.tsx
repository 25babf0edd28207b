import { App, ConfigProvider, theme } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { type Appearance, antTheme, applyPalette } from "./theme.ts";

const STORAGE_KEY = "yuejian.appearance";

const AppearanceContext = createContext<{ appearance: Appearance; toggle: () => void }>({ appearance: "light", toggle() {} });

export const useAppearance = () => use(AppearanceContext);

function firstAppearance(): Appearance {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === "light" || stored === "dark") return stored;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function AppearanceProvider({ children }: { readonly children: ReactNode }) {
  const { locale } = useLanguage();
  const [appearance, setAppearance] = useState(firstAppearance);
  useLayoutEffect(() => applyPalette(appearance), [appearance]);
  const value = useMemo(() => {
    const toggle = () => {
      const next = appearance === "light" ? "dark" : "light";
      localStorage.setItem(STORAGE_KEY, next);
      setAppearance(next);
    };
    return { appearance, toggle };
  }, [appearance]);
  const config = useMemo(() => antTheme(appearance, appearance === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm), [appearance]);
  return (
    <AppearanceContext value={value}>
      <ConfigProvider locale={locale === "zh" ? zhCN : enGB} theme={config} button={{ autoInsertSpace: false }}>
        <App component={false}>{children}</App>
      </ConfigProvider>
    </AppearanceContext>
  );
}
