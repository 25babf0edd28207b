import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** Work in progress owns a folder of the scratch folder that names its process and its batch. A crash leaves the folder: that is how a sweep
 *  knows which batches were begun and never ended, and that their files may go. */
export interface Claim {
  readonly folder: string;
  release(): void;
  /** It is not known how the work ended: a later sweep decides. */
  keep(): void;
}

export interface ClaimedBatch {
  readonly batch: string;
  readonly dataset: string;
}

interface Maker {
  /** Several machines may share the folder; absent in claims of older programs, which are of this one. */
  readonly machine?: string;
  readonly pid: number;
  /** Start of the process in kernel ticks where that can be read: numbers of processes are used again. */
  readonly started: string | null;
}

type Owner = ClaimedBatch & Maker;

const OWNER = "owner.json";

/** Null while a living process holds the name. */
export function claim(scratchFolder: string, name: string, claimed: ClaimedBatch): Claim | null {
  const folder = join(scratchFolder, name);
  mkdirSync(scratchFolder, { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    // Made aside and renamed, so that no claim is ever seen without its owner.
    const maker = { machine: hostname(), pid: process.pid, started: startOf(process.pid) };
    const aside = join(scratchFolder, asideName(maker, `${Math.trunc(performance.now() * 1000)}-${attempt}`));
    mkdirSync(aside);
    writeFileSync(join(aside, OWNER), JSON.stringify({ ...claimed, ...maker } satisfies Owner));
    try {
      renameSync(aside, folder);
      return claimOf(folder);
    } catch {
      rmSync(aside, { recursive: true, force: true });
      const owner = ownerOf(folder);
      if (owner && isLiving(owner)) return null;
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return null;
}

/** Claims whose process is gone. */
export function deadClaims(scratchFolder: string): (ClaimedBatch & { readonly folder: string })[] {
  return claims(scratchFolder)
    .filter(({ owner }) => !isLiving(owner))
    .map(({ folder, owner }) => ({ folder, batch: owner.batch, dataset: owner.dataset }));
}

/** Folders of claims whose process was gone before it had written whose they are: no batch was begun. */
export function unfinishedClaims(scratchFolder: string): string[] {
  if (!existsSync(scratchFolder)) return [];
  return readdirSync(scratchFolder).flatMap((name) => {
    const maker = makerOfAside(name);
    const folder = join(scratchFolder, name);
    return maker !== null && !isLiving(maker) && ownerOf(folder) === null ? [folder] : [];
  });
}

/** Batches that living processes are writing. */
export function livingBatches(scratchFolder: string): Set<string> {
  return new Set(
    claims(scratchFolder)
      .filter(({ owner }) => isLiving(owner))
      .map(({ owner }) => owner.batch),
  );
}

function claims(scratchFolder: string): { folder: string; owner: Owner }[] {
  if (!existsSync(scratchFolder)) return [];
  return readdirSync(scratchFolder).flatMap((name) => {
    const owner = ownerOf(join(scratchFolder, name));
    return owner ? [{ folder: join(scratchFolder, name), owner }] : [];
  });
}

/** The name alone tells whose it is: the file within may have been cut off. */
const asideName = ({ machine, pid, started }: Maker, nonce: string): string => `new-${pid}-${started ?? ""}-${nonce}@${machine}`;

function makerOfAside(name: string): Maker | null {
  const [, pid, started, machine] = /^new-(\d+)-(\d*)-\d+-\d@(.+)$/.exec(name) ?? [];
  return pid === undefined || machine === undefined ? null : { machine, pid: Number(pid), started: started || null };
}

function claimOf(folder: string): Claim {
  let isKept = false;
  return {
    folder,
    release: () => {
      if (!isKept) rmSync(folder, { recursive: true, force: true });
    },
    keep: () => {
      isKept = true;
    },
  };
}

function ownerOf(folder: string): Owner | null {
  try {
    return JSON.parse(readFileSync(join(folder, OWNER), "utf8")) as Owner;
  } catch {
    return null;
  }
}

/** Of a process of another machine that cannot be told: only that machine says it is gone. */
function isLiving(owner: Maker): boolean {
  if (owner.machine !== undefined && owner.machine !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const started = startOf(owner.pid);
  return started === null || owner.started === null || started === owner.started;
}

function startOf(pid: number): string | null {
  try {
    // The name of the program stands in brackets and may hold spaces; the start is field 22.
    return readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/s, "").trim().split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
