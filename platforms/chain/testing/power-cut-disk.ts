import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { type Disk, nodeDisk } from "../log/index.ts";

export interface PowerCutDisk extends Disk {
  readonly isCut: boolean;
  /** Makes the folder what a power cut may leave: nothing of what was not synced, neither bytes nor names. */
  revert(): void;
}

/** The real disk until its `cutAt`-th changing operation (from 0); that one and all later ones fail, and `revert` undoes whatever was never synced. */
export function powerCutDisk(cutAt: number): PowerCutDisk {
  let count = 0;
  const paths = new Map<number, string>();
  /** Content of a file when it was last synced, while it holds unsynced bytes. */
  const synced = new Map<string, Buffer>();
  /** How to undo a new name, while its folder is not synced. */
  const names = new Map<string, () => void>();

  const step = () => {
    if (count++ >= cutAt) throw new Error("injected: the power is cut");
  };
  const dirty = (file: number) => {
    const path = paths.get(file) ?? "";
    if (!synced.has(path)) synced.set(path, readFileSync(path));
  };
  const clean = (file: number) => synced.delete(paths.get(file) ?? "");

  const keepNames = (path: string) => {
    for (const name of names.keys()) if (dirname(name) === path) names.delete(name);
  };
  /** What takes time is durable only at its end, if there is power until then. */
  const aWhile = async () => {
    await turn();
    if (count > cutAt) throw new Error("injected: the power is cut");
  };

  return {
    ...nodeDisk,
    get isCut() {
      return count > cutAt;
    },
    open(path, mode) {
      const isNew = mode === "write" && !nodeDisk.exists(path);
      if (isNew) step();
      const file = nodeDisk.open(path, mode);
      paths.set(file, path);
      if (isNew) names.set(path, () => rmSync(path, { force: true }));
      return file;
    },
    write(file, bytes, position) {
      step();
      dirty(file);
      nodeDisk.write(file, bytes, position);
    },
    async append(file, bytes, position) {
      step();
      dirty(file);
      await nodeDisk.append(file, bytes, position);
    },
    async datasync(file) {
      step();
      await aWhile();
      clean(file);
    },
    sync(file) {
      step();
      clean(file);
    },
    syncData(file) {
      step();
      clean(file);
    },
    truncate(file, length) {
      step();
      dirty(file);
      nodeDisk.truncate(file, length);
    },
    rename(from, to) {
      step();
      const before = nodeDisk.exists(to) ? readFileSync(to) : null;
      nodeDisk.rename(from, to);
      // Bytes that were never synced are not so under another name.
      const unsynced = synced.get(from);
      synced.delete(from);
      if (unsynced === undefined) synced.delete(to);
      else synced.set(to, unsynced);
      names.delete(from);
      if (!names.has(to)) names.set(to, () => (before === null ? rmSync(to, { force: true }) : writeFileSync(to, before)));
    },
    syncFolder(path) {
      step();
      keepNames(path);
    },
    async syncFolderLater(path) {
      step();
      await aWhile();
      keepNames(path);
    },
    revert() {
      for (const [path, content] of synced) if (nodeDisk.exists(path)) writeFileSync(path, content);
      for (const undo of names.values()) undo();
    },
  };
}
