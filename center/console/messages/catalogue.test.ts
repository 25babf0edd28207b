import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFormats } from "../language/formats.ts";
import { fillTemplate } from "../language/template.ts";
import { pageMessages } from "../vite-page-messages.ts";
import { catalogue } from "./catalogue.ts";
import { giveMessages, messageText } from "./index.ts";

const root = join(import.meta.dirname, "..");
const sources = globSync("{api,field,frame,kit,language,pages}/**/*.{ts,tsx}", { cwd: root })
  .filter((name) => !name.endsWith(".test.ts"))
  .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
const entries = Object.entries(catalogue).flatMap(([area, table]) =>
  Object.entries(table).map(([name, text]: [string, { zh: string; en: string }]) => ({ key: `${area}.${name}`, ...text })),
);
const keys = new Set(entries.map(({ key }) => key));

function namesIn(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ""))].toSorted();
}

describe("the message catalogue", () => {
  it("is checked against real sources", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(entries.length).toBeGreaterThan(300);
  });

  it("has every key that a component asks for", () => {
    const asked = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, key]) => ({ name, key: key ?? "" })),
    );
    expect(asked.length).toBeGreaterThan(300);
    expect(asked.filter(({ key }) => !keys.has(key))).toEqual([]);
  });

  it("holds no key that nobody uses", () => {
    const all = sources.map(({ text }) => text).join("\n");
    expect([...keys].filter((key) => !all.includes(`"${key}"`))).toEqual([]);
  });

  it("speaks both languages, with the same parameters", () => {
    for (const { key, zh, en } of entries) {
      expect(zh.trim(), `${key} zh`).not.toBe("");
      expect(en.trim(), `${key} en`).not.toBe("");
      expect(namesIn(en), key).toEqual(namesIn(zh));
      expect(/\p{Script=Han}/u.test(en), `${key} en holds Chinese`).toBe(false);
    }
  });
});

describe("texts", () => {
  it("are known once the table of their area was given, as the build gives it to the modules that name one", () => {
    expect(messageText("action.cancel").en).toBe("action.cancel");
    giveMessages("action", catalogue.action);
    expect(messageText("action.cancel").en).toBe(catalogue.action.cancel.en);
    const { transform } = pageMessages();
    const added = (transform as (code: string, id: string) => { readonly code: string } | null)(
      't("documents.title"); x["a.b"]',
      "/console/a.tsx",
    );
    expect(added?.code).toContain('giveMessages$("documents", messages0$)');
    expect(added?.code).not.toContain("messages1$");
  });

  it("choose singular and plural, write numbers by locale and keep unknown names visible", () => {
    const template = "{n} {n|row|rows} of {what}";
    expect(fillTemplate(template, { n: 1 }, "en")).toBe("1 row of {what}");
    expect(fillTemplate(template, { n: 1234, what: "x" }, "en")).toBe("1,234 rows of x");
  });

  it("write amounts from fen, days without a zone, and shares that do not round up to all", () => {
    const zh = createFormats("zh");
    const en = createFormats("en");
    expect(zh.money(1234567)).toBe("12,345.67 元");
    expect(en.money(1234567)).toBe("CNY 12,345.67");
    expect(zh.day("2024-03-05")).toBe("2024-03-05");
    expect(en.day("2024-03-05")).toBe("5 Mar 2024");
    expect(zh.compact(203_000)).toBe("20.3万");
    expect(en.percent(9_999_999, 10_000_000)).toBe(">99.9%");
    expect(en.percent(1, 10_000_000)).toBe("<0.1%");
    expect(en.percent(10, 10)).toBe("100%");
    expect(en.percent(0, 0)).toBe("—");
  });
});
