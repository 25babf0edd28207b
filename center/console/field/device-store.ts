import type { FieldFinding, FieldPosition, FieldSigner, Text } from "@yuejian/contracts";
import type { FieldChecksView, FieldCheckView } from "@yuejian/contracts/api";

/** What the device keeps in its browser: per person, so that who signs in next does not see it. */

export interface KeptFile {
  readonly blob: Blob;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  /** By the device's clock. */
  readonly at: string;
}

export interface KeptSignature extends KeptFile {
  readonly role: FieldSigner;
  readonly signer: string;
}

export interface Bound {
  /** Canonical JSON of the record. */
  readonly record: string;
  readonly sha256: string;
  readonly capture: string;
}

export interface Draft {
  readonly person: string;
  readonly check: string;
  /** As it was given, for when the list knows it no more. */
  readonly task: FieldCheckView;
  readonly finding: FieldFinding | null;
  readonly class: string | null;
  readonly note: string;
  readonly position: FieldPosition;
  readonly photos: readonly KeptFile[];
  readonly signatures: readonly KeptSignature[];
  /** Null while it can still be changed. */
  readonly bound: Bound | null;
  /** Why the last attempt to send it did not succeed. */
  readonly problem: Text | null;
}

export interface KeptTasks {
  readonly person: string;
  readonly at: string;
  readonly items: readonly FieldCheckView[];
  readonly classes: FieldChecksView["classes"];
  readonly limits: FieldChecksView["limits"];
}

export interface Receipt {
  readonly person: string;
  readonly check: string;
  readonly place: string;
  readonly sha256: string;
  readonly recordedAt: string;
  readonly receivedAt: string;
}

export interface DeviceKey {
  readonly id: "key";
  readonly name: string;
  readonly publicKey: Uint8Array;
  /** Usable and not readable, also by this page. */
  readonly privateKey: CryptoKey;
}

const STORES = { drafts: ["person", "check"], tasks: "person", receipts: ["person", "check"], device: "id" } as const;
interface Kept {
  drafts: Draft;
  tasks: KeptTasks;
  receipts: Receipt;
  device: DeviceKey;
}
type Name = keyof Kept;

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("yuejian-field", 1);
    request.addEventListener("upgradeneeded", () => {
      for (const [name, key] of Object.entries(STORES))
        request.result.createObjectStore(name, { keyPath: typeof key === "string" ? key : [...key] });
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the device keeps nothing")));
  });
  return opened;
}

/** Resolves once the device has it, not before. */
async function within<T>(name: Name, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction(name, mode, { durability: "strict" });
  const request = work(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve(request.result));
    const failed = () => reject(transaction.error ?? request.error ?? new Error("the device did not keep it"));
    transaction.addEventListener("abort", failed);
    transaction.addEventListener("error", failed);
  });
}

export async function keep<N extends Name>(name: N, value: Kept[N]): Promise<void> {
  await within(name, "readwrite", (store) => store.put(value));
}

export async function kept<N extends Name>(name: N, key: string | [string, string]): Promise<Kept[N] | undefined> {
  return (await within(name, "readonly", (store) => store.get(key))) as Kept[N] | undefined;
}

/** Of one person. */
export async function keptOf<N extends "drafts" | "receipts">(name: N, person: string): Promise<Kept[N][]> {
  const range = IDBKeyRange.bound([person], [person, "\uffff"]);
  return (await within(name, "readonly", (store) => store.getAll(range))) as Kept[N][];
}

export async function drop(name: Name, key: string | [string, string]): Promise<void> {
  await within(name, "readwrite", (store) => store.delete(key));
}
