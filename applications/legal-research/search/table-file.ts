import { LAW_LEVELS, type LawLevel } from "@yuejian/contracts";
import { indexArrays, indexFromArrays, pack, unpack } from "@yuejian/text";
import type { Passage, PassageTable } from "./passages.ts";

const FORMAT = "passages 2";
const LEVELS = Object.keys(LAW_LEVELS) as LawLevel[];

interface Header {
  readonly format: typeof FORMAT;
  readonly stamp: string;
  readonly laws: readonly string[];
  readonly headings: readonly string[];
  readonly versions: readonly string[];
  readonly keys: readonly string[];
  readonly bodyArrays: number;
}

/** A table as bytes. `stamp`: of what it was made. */
export function writeTable({ laws, headings, passages, body, heading, citations }: PassageTable, stamp: string): Uint8Array<ArrayBuffer> {
  const [versions, keys] = [new Map<string, number>(), new Map<string, number>()];
  const numberIn = (map: Map<string, number>, value: string): number => {
    const number = map.get(value) ?? map.size;
    map.set(value, number);
    return number;
  };
  const columns = [
    Uint32Array.from(passages, ({ law }) => law),
    Uint32Array.from(passages, ({ version }) => numberIn(versions, version)),
    Uint32Array.from(passages, ({ key }) => numberIn(keys, key)),
    Uint8Array.from(passages, ({ level }) => LEVELS.indexOf(level)),
    Uint32Array.from(passages, (passage) => passage.heading),
    Uint32Array.from(passages, ({ group }) => group),
    citations.offsets,
    citations.groups,
  ];
  const ofBody = indexArrays(body);
  const header: Header = {
    format: FORMAT,
    stamp,
    laws,
    headings,
    versions: [...versions.keys()],
    keys: [...keys.keys()],
    bodyArrays: ofBody.length,
  };
  return pack(header, [...columns, ...ofBody, ...indexArrays(heading)]);
}

/** The table, or null where the bytes are of something else or of another stamp. */
export function readTable(bytes: Uint8Array, stamp: string): PassageTable | null {
  const read = unpack(bytes);
  const header = read?.header as Header | undefined;
  if (!read || header?.format !== FORMAT || header.stamp !== stamp) return null;
  const [law, version, key, level, heading, group, offsets, groups] = read.arrays;
  if (!law || !version || !key || !level || !heading || !group || !offsets || !groups) return null;
  const passages = Array.from(law, (number, at): Passage => {
    return {
      law: number,
      version: header.versions[version[at] as number] as string,
      key: header.keys[key[at] as number] as string,
      level: LEVELS[level[at] as number] as LawLevel,
      heading: heading[at] as number,
      group: group[at] as number,
    };
  });
  const arrays = read.arrays.slice(8);
  return {
    laws: header.laws,
    headings: header.headings,
    passages,
    body: indexFromArrays(arrays.slice(0, header.bodyArrays)),
    heading: indexFromArrays(arrays.slice(header.bodyArrays)),
    citations: { offsets: offsets as Uint32Array, groups: groups as Uint32Array },
  };
}
