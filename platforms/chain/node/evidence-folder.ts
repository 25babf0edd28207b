import { join } from "node:path";
import { encodeHex, sha256 } from "@yuejian/digests";
import { type Evidence, encodeEvidence, evidenceSubject, readEvidence } from "../format/index.ts";
import { type Disk, readFile, replaceFile } from "../log/index.ts";

/** Evidence, one file each. Only who has a log's key can cause any, so the number is bounded against that one alone. */
export class EvidenceFolder {
  readonly #disk: Disk;
  readonly #folder: string;

  constructor(disk: Disk, folder: string) {
    this.#disk = disk;
    this.#folder = folder;
  }

  /** Keeps it unless it is known or the folder is full; its id, and whether it is new. Durable when this returns. */
  keep(evidence: Evidence): { readonly id: string; readonly isNew: boolean } {
    const id = evidenceId(evidence);
    this.#disk.makeFolder(this.#folder);
    const isNew = !this.#disk.exists(this.#file(id)) && this.ids().length < LIMIT;
    if (isNew) replaceFile(this.#disk, this.#file(id), new TextEncoder().encode(encodeEvidence(evidence)));
    return { id, isNew };
  }

  ids(): readonly string[] {
    if (!this.#disk.exists(this.#folder)) return [];
    return this.#disk.list(this.#folder).flatMap((name) => /^([0-9a-f]{64})\.json$/.exec(name)?.[1] ?? []);
  }

  /** The file as it is; null when there is none. PROOF_MALFORMED when it is no evidence. */
  read(id: string): { readonly evidence: Evidence; readonly text: string } | null {
    if (!/^[0-9a-f]{64}$/.test(id) || !this.#disk.exists(this.#file(id))) return null;
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFile(this.#disk, this.#file(id)));
    return { evidence: readEvidence(text), text };
  }

  #file(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

const LIMIT = 100;

/** SHA-256, hex, of what the evidence is about. */
export function evidenceId(evidence: Evidence): string {
  return encodeHex(sha256(new TextEncoder().encode(evidenceSubject(evidence))));
}
