import { type Disk, nodeDisk } from "../log/index.ts";

/** How an operation fails: before anything happened, halfway through a write, or after all of it. A caller cannot tell which. */
export type FailureMode = "before" | "half" | "after";

export interface FailingDisk extends Disk {
  /** Operations that change something or make it durable, so far. */
  readonly count: number;
  readonly hasFailed: boolean;
}

/** The real disk, whose `failAt`-th changing operation (from 0) and all later ones fail with the given system error. */
export function failingDisk(failAt: number, error: "EIO" | "ENOSPC", mode: FailureMode): FailingDisk {
  let count = 0;
  let hasFailed = false;
  const fault = () => Object.assign(new Error(`${error}: injected at operation ${failAt}`), { code: error });

  function change<Result>(act: () => Result, half?: () => void): Result {
    const at = count++;
    if (at < failAt) return act();
    const isFirst = at === failAt;
    hasFailed = true;
    if (isFirst && mode === "after") act();
    if (isFirst && mode === "half") half?.();
    throw fault();
  }

  /** As `change`, for operations that take time: what was begun is over before the failure is told. */
  async function changeLater(act: () => Promise<void>, half?: () => Promise<void>): Promise<void> {
    let begun: Promise<void> = Promise.resolve();
    try {
      change(
        () => {
          begun = act();
        },
        () => {
          begun = half?.() ?? begun;
        },
      );
    } finally {
      await begun;
    }
  }

  return {
    ...nodeDisk,
    get count() {
      return count;
    },
    get hasFailed() {
      return hasFailed;
    },
    open: (path, how) => (how === "read" || nodeDisk.exists(path) ? nodeDisk.open(path, how) : change(() => nodeDisk.open(path, how))),
    write: (file, bytes, position) =>
      change(
        () => nodeDisk.write(file, bytes, position),
        () => nodeDisk.write(file, bytes.subarray(0, bytes.length >> 1), position),
      ),
    append: (file, bytes, position) =>
      changeLater(
        () => nodeDisk.append(file, bytes, position),
        () => nodeDisk.append(file, bytes.subarray(0, bytes.length >> 1), position),
      ),
    datasync: (file) => changeLater(() => nodeDisk.datasync(file)),
    sync: (file) => change(() => nodeDisk.sync(file)),
    syncData: (file) => change(() => nodeDisk.syncData(file)),
    truncate: (file, length) => change(() => nodeDisk.truncate(file, length)),
    rename: (from, to) => change(() => nodeDisk.rename(from, to)),
    syncFolder: (path) => change(() => nodeDisk.syncFolder(path)),
    syncFolderLater: (path) => changeLater(() => nodeDisk.syncFolderLater(path)),
  };
}
