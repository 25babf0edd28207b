import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  write,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";

/** The file operations of the log, apart so that tests can let each of them fail. Every method throws the system's error. */
export interface Disk {
  open(path: string, mode: "read" | "write"): number;
  close(file: number): void;
  size(file: number): number;
  /** Reads as many bytes as there are, up to the buffer's length; gives their number. */
  read(file: number, buffer: Uint8Array, position: number): number;
  write(file: number, bytes: Uint8Array, position: number): void;
  truncate(file: number, length: number): void;
  sync(file: number): void;
  /** As `sync` without what is known about the file beside its bytes and length: much cheaper where bytes were overwritten. */
  syncData(file: number): void;
  /** The write of a group commit; the event loop goes on, so that the next group gathers meanwhile. */
  append(file: number, bytes: Uint8Array, position: number): Promise<void>;
  datasync(file: number): Promise<void>;
  rename(from: string, to: string): void;
  remove(path: string): void;
  makeFolder(path: string): void;
  /** Makes names in a folder durable: a file whose folder was not synced can vanish in a power cut. */
  syncFolder(path: string): void;
  /** The same while the event loop goes on. */
  syncFolderLater(path: string): Promise<void>;
  list(folder: string): string[];
  exists(path: string): boolean;
}

export const nodeDisk: Disk = {
  open: (path, mode) => (mode === "read" ? openSync(path, "r") : openForWriting(path)),
  close: closeSync,
  size: (file) => fstatSync(file).size,
  read(file, buffer, position) {
    let done = 0;
    while (done < buffer.length) {
      const count = readSync(file, buffer, done, buffer.length - done, position + done);
      if (count === 0) break;
      done += count;
    }
    return done;
  },
  write(file, bytes, position) {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done);
  },
  truncate: ftruncateSync,
  sync: fsyncSync,
  syncData: fdatasyncSync,
  append: async (file, bytes, position) => {
    for (let done = 0; done < bytes.length; ) done += await writeOnce(file, bytes.subarray(done), position + done);
  },
  datasync: (file) =>
    new Promise((resolve, reject) => {
      fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
    }),
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
  makeFolder: (path) => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  },
  syncFolder(path) {
    const folder = openSync(path, "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  },
  syncFolderLater: async (path) => {
    const folder = openSync(path, "r");
    try {
      // Not fdatasync, which may leave a name behind.
      await promisify(fsync)(folder);
    } finally {
      closeSync(folder);
    }
  },
  list: (folder) => readdirSync(folder).sort(),
  exists: existsSync,
};

/** As `replaceFile`, while the event loop goes on. */
export async function replaceFileLater(disk: Disk, path: string, content: Uint8Array): Promise<void> {
  const partial = `${path}.new`;
  disk.remove(partial);
  const file = disk.open(partial, "write");
  try {
    await disk.append(file, content, 0);
    await disk.datasync(file);
  } finally {
    disk.close(file);
  }
  disk.rename(partial, path);
  await disk.syncFolderLater(dirname(path));
}

/** Replaces a small file as a whole: after a crash the old or the new content is there, never a mixture. Durable when it returns. */
export function replaceFile(disk: Disk, path: string, content: Uint8Array): void {
  const partial = `${path}.new`;
  disk.remove(partial);
  const file = disk.open(partial, "write");
  try {
    disk.write(file, content, 0);
    disk.sync(file);
  } finally {
    disk.close(file);
  }
  disk.rename(partial, path);
  disk.syncFolder(dirname(path));
}

export function readFile(disk: Disk, path: string): Uint8Array {
  const file = disk.open(path, "read");
  try {
    const content = new Uint8Array(disk.size(file));
    return content.subarray(0, disk.read(file, content, 0));
  } finally {
    disk.close(file);
  }
}

function openForWriting(path: string): number {
  return openSync(path, existsSync(path) ? "r+" : "wx+", 0o600);
}

function writeOnce(file: number, bytes: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(file, bytes, 0, bytes.length, position, (error, count) => (error === null ? resolve(count) : reject(error)));
  });
}
