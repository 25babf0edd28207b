import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** Earliest moment that a ZIP can name: archives of the same document are the same, byte for byte. */
const ZIP_TIME = new Date(1980, 0, 1);

/** Puts the document's own moment where the library wrote the clock's, replaces some parts, and packs without times. */
export function settled(packed: Uint8Array, at: Date, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const members = unzipSync(packed);
  const core = "docProps/core.xml";
  const properties = strFromU8(members[core] ?? new Uint8Array(0));
  members[core] = strToU8(properties.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at.toISOString()}`));
  for (const [name, text] of Object.entries(parts)) members[name] = strToU8(text);
  const sorted = Object.keys(members).sort();
  return zipSync(Object.fromEntries(sorted.map((name) => [name, members[name] ?? new Uint8Array(0)])), { mtime: ZIP_TIME, level: 6 });
}
