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
    throw misused(...refusalOf(cause), { cause });
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
        throw misused(
          `--${name} 应为不小于 ${least} 的整数，而不是“${value}”`,
          `--${name} takes a whole number of at least ${least}, not “${value}”`,
        );
      }
      return number;
    },
  };
}

/** A wrong call, said in the language of the caller. */
export function misused(zh: string, en: string, options?: ErrorOptions): YuejianError {
  return new YuejianError("USAGE", { reason: en, reason_zh: zh, reason_en: en }, options);
}

/** What the parser of options refuses. Its own words speak English alone, and of ways out that this program has not. */
function refusalOf(cause: unknown): [zh: string, en: string] {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [option = ""] = /(?<=['\s])--?[^\s'=,]+/.exec(message) ?? [];
  const code = cause instanceof Error && "code" in cause ? cause.code : "";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
    return [`没有选项 ${option}；用 --help 查看用法`, `there is no option ${option}; see --help`];
  if (code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return [message, message];
  return message.includes("does not take an argument")
    ? [`选项 ${option} 不带值`, `${option} takes no value`]
    : [
        `选项 ${option} 缺少值；以 - 开头的值写作 ${option}=值`,
        `${option} takes a value; one that begins with - is written ${option}=VALUE`,
      ];
}
