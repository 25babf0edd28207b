import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceContract, SourceKind, SourceSettings } from "@yuejian/contracts";
import type { Position } from "../connector.ts";
import { connectorOf } from "../connectors.ts";

export interface Taken {
  /** Rows of each portion. */
  readonly portions: Record<string, unknown>[][];
  /** Raw bytes of each portion. */
  readonly texts: string[];
  readonly positions: (Position | null)[];
  readonly files: string[];
  /** Where the source stands in the end. */
  readonly position: Position | null;
  readonly failure: { code?: string; message: string } | null;
}

/** Everything that a source hands over in one load, and what ended it. */
export async function takeAll(
  kind: SourceKind,
  settings: SourceSettings,
  given: {
    contract: SourceContract;
    position?: Position | null;
    secret?: string | null;
    now?: number;
    known?: Set<string>;
    onPortion?: (count: number) => Promise<void>;
  },
): Promise<Taken> {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-source-"));
  const taken = {
    portions: [] as Record<string, unknown>[][],
    texts: [] as string[],
    positions: [] as (Position | null)[],
    files: [] as string[],
  };
  let position = given.position ?? null;
  let failure: Taken["failure"] = null;
  try {
    const portions = connectorOf(kind).portions({
      name: "试验来源",
      settings,
      secret: given.secret ?? null,
      contract: given.contract,
      position,
      folder,
      signal: new AbortController().signal,
      report: () => {},
      now: () => given.now ?? Date.now(),
      isKnown: (file) => Promise.resolve(given.known?.has(file.sha256 ?? file.signature) ?? false),
    });
    for await (const portion of portions) {
      const text = readFileSync(portion.path, "utf8");
      taken.texts.push(text);
      taken.files.push(portion.file?.name ?? portion.name);
      if (portion.file) given.known?.add(portion.file.sha256).add(portion.file.signature);
      else
        taken.portions.push(
          text
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Record<string, unknown>),
        );
      taken.positions.push(portion.position);
      position = portion.position ?? position;
      await given.onPortion?.(taken.texts.length);
    }
  } catch (cause) {
    failure = cause as { code?: string; message: string };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...taken, position, failure };
}
