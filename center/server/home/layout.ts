import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/** Where what lies in a home. */
export interface HomePaths {
  readonly folder: string;
  /** The transactional store, where it is SQLite. */
  readonly store: string;
  readonly lake: string;
  /** Keys of the salts, apart from the rows they blind: erased with them. */
  readonly salts: string;
  /** The VRF key: as confidential as the lake. */
  readonly secrets: string;
  readonly files: string;
  readonly ledger: string;
  /** Work in progress; may be emptied while nobody holds the home. */
  readonly scratch: string;
  /** Locks and sockets of the process that holds the home. */
  readonly run: string;
}

const FOLDERS = ["lake", "salts", "secrets", "files", "ledger", "scratch", "run"] as const;

export function homePaths(folder: string): HomePaths {
  const root = path.resolve(folder);
  const places = Object.fromEntries(FOLDERS.map((name) => [name, path.join(root, name)])) as Record<(typeof FOLDERS)[number], string>;
  return { ...places, folder: root, store: path.join(root, "store.sqlite") };
}

/** Makes what is not there, for its owner alone. */
export function makeHomeFolders(paths: HomePaths): void {
  for (const folder of [paths.folder, ...FOLDERS.map((name) => paths[name])]) {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
}

/** The folder's own mark: the id of the home it is of. */
export function homeFile(paths: HomePaths): string {
  return path.join(paths.folder, "home.json");
}

/** Where it is written that the home was restored, `{"from": …}`: the day of its backup. Gone once what was deleted after that was deleted again. */
export function restoredFile({ folder }: Pick<HomePaths, "folder">): string {
  return path.join(folder, "restored.json");
}
