import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const FOLDER = join(import.meta.dirname, "messages");
const KEY = /"([A-Za-z]+)\.[A-Za-z]\w*"/g;

interface Table {
  readonly file: string;
  /** As its file exports it. */
  readonly name: string;
}

/** Gives each module the tables of messages of which it names a key: `"documents.title"` brings `documents`. So texts travel with the pages that show them, and the first
 *  page does not load those of all. */
export function pageMessages(): Plugin {
  const tables = readTables(readFileSync(join(FOLDER, "catalogue.ts"), "utf8"));
  return {
    name: "yuejian-page-messages",
    enforce: "pre",
    transform(code, id) {
      const [file = ""] = id.split("?");
      if (!/\.tsx?$/.test(file) || file.includes("node_modules") || file.startsWith(FOLDER)) return null;
      const named = new Set([...code.matchAll(KEY)].map(([, area = ""]) => area).filter((area) => tables.has(area)));
      if (named.size === 0) return null;
      const added = [...named].map((area, at) => {
        const { file: from, name } = tables.get(area) as Table;
        return `import { ${name} as messages${at}$ } from ${JSON.stringify(from)};\ngiveMessages$(${JSON.stringify(area)}, messages${at}$);`;
      });
      const registry = `import { giveMessages as giveMessages$ } from ${JSON.stringify(join(FOLDER, "index.ts"))};`;
      return { code: [code, registry, ...added].join("\n"), map: null };
    },
  };
}

/** Where each area of the catalogue is written, by the imports and the members of its module. */
function readTables(source: string): ReadonlyMap<string, Table> {
  const files = new Map<string, string>();
  for (const [, names = "", file = ""] of source.matchAll(/^import \{ ([^}]+) \} from "\.\/([^"]+)";$/gm))
    for (const name of names.split(",")) files.set(name.trim(), join(FOLDER, file));
  const [, members = ""] = /catalogue = \{([^}]*)\}/.exec(source) ?? [];
  const tables = members
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "")
    .map((member): [string, Table] => {
      const [area = "", name = area] = member.split(":").map((part) => part.trim());
      const file = files.get(name);
      if (file === undefined) throw new Error(`messages/catalogue.ts: ${area} is imported from no file of messages`);
      return [area, { file, name }];
    });
  if (tables.length === 0) throw new Error("messages/catalogue.ts: no catalogue was found");
  return new Map(tables);
}
