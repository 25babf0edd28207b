import { parentPort } from "node:worker_threads";
import { type ErrorCode, type ErrorParameters, YuejianError } from "@yuejian/contracts";
import { type KeptFinding, type Marking, markedWord } from "../document-checks/index.ts";

/** One Word file that is to get its remarks. */
export interface MarkOrder {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly paragraphs: readonly string[];
  readonly findings: readonly KeptFinding[];
  readonly marking: Marking;
  readonly at: Date;
}
export type Marked =
  | { readonly bytes: Uint8Array }
  | { readonly refused: { readonly code: ErrorCode; readonly parameters: ErrorParameters } }
  | { readonly fault: string };

/** Entry of the thread that writes remarks into the files of a batch: some hundred of them stop no other request. */
const port = parentPort;
if (!port) throw new Error("mark-thread.ts runs in a worker thread");

port.on("message", ({ name, bytes, ...order }: MarkOrder) => {
  port.postMessage(marked(name, bytes, order));
});

function marked(name: string, bytes: Uint8Array, order: Omit<MarkOrder, "name" | "bytes">): Marked {
  try {
    return { bytes: markedWord(name, bytes, order) };
  } catch (cause) {
    if (cause instanceof YuejianError) return { refused: { code: cause.code, parameters: cause.parameters } };
    return { fault: String(cause) };
  }
}
