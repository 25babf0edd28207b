import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { type Handover, handoverOf, isSameKey, keysAt, parseHandover, type VerifierKey } from "../format/index.ts";
import { type Disk, readFile, replaceFile } from "../log/index.ts";
import { mayFollow } from "../verify/index.ts";
import { originHash } from "./origin-hash.ts";

export interface BookOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly logs: readonly VerifierKey[];
}

interface Pages {
  /** In order; each was complete by the policy of its day. */
  readonly complete: { readonly handover: Handover; readonly note: string }[];
  /** What this node signed last: from then on the old key counts no more above the size, whether or not the others sign too. */
  pledged: { readonly handover: Handover; readonly text: string } | null;
}

/** What a node knows of the keys of its logs: those of its settings, the handovers that came to be, and the one that it signed itself. Everything is on
 *  disk before it counts. */
export class HandoverBook {
  readonly #options: BookOptions;
  readonly #pages = new Map<string, Pages>();

  /** LOG_CORRUPT when a file is not what a book wrote. */
  constructor(options: BookOptions) {
    this.#options = options;
    options.disk.makeFolder(options.folder);
    for (const { name } of options.logs) if (!this.#pages.has(name)) this.#pages.set(name, this.#load(name));
  }

  /** Keys whose checkpoints of that size count. */
  keysAt(origin: string, size: number): readonly VerifierKey[] {
    const { complete, pledged } = this.#of(origin);
    const keys = keysAt({ keys: this.#keysOf(origin), handovers: complete.map(({ handover }) => handover) }, size);
    return pledged === null ? keys : keys.filter((key) => !(isSameKey(key, pledged.handover.from) && size > pledged.handover.size));
  }

  /** The handover by which a key of the log stopped counting below that size; its note where it came to be, null where it was only signed here. */
  retirementOf(origin: string, key: VerifierKey, size: number): { readonly handover: Handover; readonly note: string | null } | null {
    const { complete, pledged } = this.#of(origin);
    const ended = complete.find(({ handover }) => isSameKey(handover.from, key) && size > handover.size);
    if (ended !== undefined) return ended;
    const isPledged = pledged !== null && isSameKey(pledged.handover.from, key) && size > pledged.handover.size;
    return isPledged ? { handover: pledged.handover, note: null } : null;
  }

  /** All keys that ever counted. */
  everyKey(origin: string): readonly VerifierKey[] {
    const keys = [...this.#keysOf(origin)];
    for (const { handover } of this.#of(origin).complete) if (!keys.some((key) => isSameKey(key, handover.to))) keys.push(handover.to);
    return keys;
  }

  /** Notes of the handovers that came to be, in order. */
  notes(origin: string): readonly string[] {
    return this.#of(origin).complete.map(({ note }) => note);
  }

  newest(origin: string): Handover | null {
    return this.#of(origin).complete.at(-1)?.handover ?? null;
  }

  pledged(origin: string): Handover | null {
    return this.#of(origin).pledged?.handover ?? null;
  }

  mayFollow(handover: Handover): boolean {
    const handovers = this.#of(handover.origin).complete.map((each) => each.handover);
    return mayFollow(handover, { keys: this.#keysOf(handover.origin), handovers });
  }

  /** Remembers what this node is about to sign. MUST return before the signature leaves. A second pledge for the same key is not for this to allow. */
  pledge(text: string): void {
    const handover = parseHandover(text);
    replaceFile(this.#options.disk, this.#pledgeFile(handover.origin), new TextEncoder().encode(text));
    this.#of(handover.origin).pledged = { handover, text };
  }

  /** Follows a handover that the caller found complete and fitting. */
  follow(note: string): void {
    const handover = handoverOf(note);
    replaceFile(this.#options.disk, this.#noteFile(handover), new TextEncoder().encode(note));
    this.#of(handover.origin).complete.push({ handover, note });
  }

  #of(origin: string): Pages {
    return this.#pages.get(origin) ?? { complete: [], pledged: null };
  }

  #keysOf(origin: string): readonly VerifierKey[] {
    return this.#options.logs.filter(({ name }) => name === origin);
  }

  #load(origin: string): Pages {
    const { disk, folder } = this.#options;
    const read = (file: string) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFile(disk, file));
    const pages: Pages = { complete: [], pledged: null };
    const names = disk.list(folder).filter((name) => name.startsWith(`${originHash(origin)}.`) && name.endsWith(".handover"));
    this.#pages.set(origin, pages);
    const loaded = names.map((name) => checked(join(folder, name), () => withHandover(read(join(folder, name)))));
    for (const each of loaded.sort((left, right) => left.handover.size - right.handover.size)) {
      if (!this.mayFollow(each.handover)) throw corrupt(this.#noteFile(each.handover), "it does not follow from the keys of the log");
      pages.complete.push(each);
    }
    const file = this.#pledgeFile(origin);
    if (disk.exists(file)) {
      pages.pledged = checked(file, () => {
        const text = read(file);
        return { handover: parseHandover(text), text };
      });
    }
    return pages;
  }

  #noteFile({ origin, size }: Handover): string {
    return join(this.#options.folder, `${originHash(origin)}.${size}.handover`);
  }

  #pledgeFile(origin: string): string {
    return join(this.#options.folder, `${originHash(origin)}.pledge`);
  }
}

function withHandover(note: string): { handover: Handover; note: string } {
  return { handover: handoverOf(note), note };
}

function checked<Value>(file: string, load: () => Value): Value {
  try {
    return load();
  } catch (error) {
    throw corrupt(file, error instanceof Error ? error.message : String(error));
  }
}

function corrupt(file: string, reason: string): YuejianError {
  return new YuejianError("LOG_CORRUPT", { file, offset: 0, reason });
}
