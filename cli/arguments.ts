import { type ParseArgsConfig, parseArgs } from "node:util";
import { YuejianError } from "@yuejian/contracts";

/** Options that every command takes. */
const COMMON = {
  json: { type: "boolean" },
  as: { type: "string" },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies ParseArgsConfig["options"];

export type OptionSpecs = Readonly<Record<string, { readonly type: "string" | "boolean"; readonly multiple?: boolean }>>;

export interface Arguments {
  readonly words: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  isSet(name: string): boolean;
  /** A whole number of at least `least`, or the fallback where the option is absent. */
  count(name: string, least: number, fallback: number): number;
}

export function parseArguments(argv: readonly string[], specs: OptionSpecs): Arguments {
  let parsed: { positionals: string[]; values: Record<string, unknown> };
  try {
    parsed = parseArgs({ args: [...argv], options: { ...COMMON, ...specs }, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new YuejianError("USAGE", { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  const { values, positionals } = parsed;
  const text = (name: string) => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    words: positionals,
    text,
    texts(name) {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : [];
    },
    isSet: (name) => values[name] === true,
    count(name, least, fallback) {
      const value = text(name);
      if (value === undefined) return fallback;
      const number = Number(value);
      if (!Number.isSafeInteger(number) || number < least) {
        throw new YuejianError("USAGE", { reason: `--${name} takes a whole number of at least ${least}, not “${value}”` });
      }
      return number;
    },
  };
}
