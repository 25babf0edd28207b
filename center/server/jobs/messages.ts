import type { Text } from "@yuejian/contracts";
import type { Store } from "../store/index.ts";
import type { JobError, JobHandler, LeasedJob } from "./job.ts";

/** What a worker thread opens: its own store and whatever its handlers need. */
export interface Workshop<Home> {
  readonly home: Home;
  readonly store: Store;
  readonly handlers: Readonly<Record<string, JobHandler<Home>>>;
  close(): Promise<void>;
}

/** `module` exports `openWorkshop(data)`, which gives a Workshop. */
export interface WorkshopPlace {
  /** URL of the module. */
  readonly module: string;
  /** What can be cloned to another thread. */
  readonly data: unknown;
}

export type ToWorker =
  | { readonly type: "open"; readonly place: WorkshopPlace }
  | { readonly type: "work"; readonly job: LeasedJob }
  | { readonly type: "abort" }
  /** Closes the workshop: the thread may open another one. */
  | { readonly type: "close" }
  | { readonly type: "end" };

export type FromWorker =
  | { readonly type: "closed" }
  | { readonly type: "committed" }
  | { readonly type: "progress"; readonly progress: { done: number; total: number | null; stage: Text } }
  | { readonly type: "done"; readonly result: unknown }
  | { readonly type: "failed"; readonly error: JobError; readonly isRetriable: boolean; readonly detail: string | null };
