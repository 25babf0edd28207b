import type { Locale, Text } from "@yuejian/contracts";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { type MessageKey, type MessageParameters, messageText } from "../messages/index.ts";
import { createFormats, type Formats } from "./formats.ts";
import { fillTemplate } from "./template.ts";

export type Translate = <K extends MessageKey>(
  key: K,
  ...parameters: [MessageParameters<K>] extends [never] ? [] : [Readonly<Record<MessageParameters<K>, string | number>>]
) => string;

interface Language {
  readonly locale: Locale;
  readonly setLocale: (locale: Locale) => void;
  /** A message of the catalogue in the current language. */
  readonly t: Translate;
  /** Picks the current language of a text that the server sent. */
  readonly text: (text: Text) => string;
  readonly format: Formats;
}

const LanguageContext = createContext<Language | null>(null);
const STORAGE_KEY = "yuejian.locale";

function firstLocale(): Locale {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === "zh" || stored === "en") return stored;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh";
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [locale, setState] = useState<Locale>(firstLocale);
  useEffect(() => {
    document.documentElement.lang = locale === "zh" ? "zh-CN" : "en";
  }, [locale]);
  const setLocale = useCallback((next: Locale) => {
    localStorage.setItem(STORAGE_KEY, next);
    setState(next);
  }, []);
  const language = useMemo<Language>(() => {
    const formats = createFormats(locale);
    return {
      locale,
      setLocale,
      t: (key, ...[parameters]) => fillTemplate(messageText(key)[locale], parameters ?? {}, locale),
      text: (text) => withLocalTimes(text[locale] || text.zh || text.en, formats),
      format: formats,
    };
  }, [locale, setLocale]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** Instants inside texts of the server are in UTC; people read their own clock. */
function withLocalTimes(text: string, formats: Formats): string {
  return text.replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (instant) => formats.time(instant));
}

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error("useLanguage needs LanguageProvider");
  return language;
}
