import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  canonicalJson,
  ENTITY_KINDS,
  ENTITY_MEMBERS,
  type EntityConstraint,
  type EntityKind,
  type Text,
  YuejianError,
} from "@yuejian/contracts";
import { makeFolder } from "../../intake/durable.ts";
import { claim } from "../../intake/running.ts";
import { addToKind } from "./add-kind.ts";
import { type Addition, basisOf, findAddition } from "./addition.ts";
import { type Basis, basisFile, foldersOf } from "./basis.ts";
import { chainTables } from "./chain.ts";
import { isCompared } from "./entity-plan.ts";
import { LINKER_VERSION, type LinkedHome, type LinkHomePorts, type LinkHomeRequest } from "./home-types.ts";
import { kindFiles, writeWhole } from "./kind-files.ts";
import { inLinkEngine } from "./link-engine.ts";
import { type LinkedKind, linkKind } from "./link-kind.ts";
import { type MentionSource, type MentionsAsked, mentionSelect } from "./mention-sql.ts";
import { createReplaced, type Places, standingMembers, stayingPlaces } from "./standing-members.ts";
import { withSuccessors } from "./successors.ts";
import { writeMembers } from "./write-members.ts";

const STAGES = {
  reading: { zh: "读取记录", en: "Reading records" },
  writing: { zh: "写入实体成员", en: "Writing the members" },
} as const satisfies Record<string, Text>;

const KINDS = Object.keys(ENTITY_KINDS) as EntityKind[];
/** Records that are read again because others of their entities were replaced. */
const MOST_STAYING = 20_000;

/** Links the records of a snapshot into entities of every kind and writes who belongs to whom as a batch, which is visible once `commit` resolved.
 *  `commit` MUST make the batch visible in one transaction or reject. When anything throws, nothing of the batch is visible; what was compared stays
 *  in the lake's folder, and the same request goes on from there. ENTITY_LINK_RUNNING while another run lives, ENTITY_NOTHING_TO_LINK */
export async function linkHome(
  request: LinkHomeRequest,
  ports: LinkHomePorts,
  commit: (linked: LinkedHome) => Promise<void>,
): Promise<LinkedHome> {
  const own = claim(ports.scratchFolder, "link-entities", { batch: request.batch, dataset: ENTITY_MEMBERS });
  if (!own) throw new YuejianError("ENTITY_LINK_RUNNING");
  try {
    const lakeFolder = resolve(ports.lakeFolder);
    const folders = join(lakeFolder, ENTITY_MEMBERS);
    makeFolder(lakeFolder);
    makeFolder(folders);
    const given = { ...ports, lakeFolder };
    const added = request.isIncremental ? await link(request, given, { own: own.folder, isAdding: true }, commit) : null;
    const linked = added ?? (await link(request, given, { own: own.folder, isAdding: false }, commit));
    if (!linked) throw new RangeError("a run over everything always ends");
    const kept = new Set(foldersOf(join(lakeFolder, linked.state)).map((folder) => basename(folder)));
    // Mentions are read from the lake again; the states of earlier runs are of no use any more.
    for (const kind of KINDS) rmSync(kindFiles(join(lakeFolder, linked.state), kind).mentions, { force: true });
    for (const name of readdirSync(folders))
      if (name.startsWith("state-") && !kept.has(name)) rmSync(join(folders, name), { recursive: true, force: true });
    return linked;
  } catch (cause) {
    if (ports.progress.signal.aborted) throw new YuejianError("JOB_CANCELLED", {}, { cause });
    throw cause;
  } finally {
    own.release();
  }
}

interface Way {
  /** Scratch folder of the run. */
  readonly own: string;
  /** Only what is new is linked; null is given where that cannot be. */
  readonly isAdding: boolean;
}

async function link(
  request: LinkHomeRequest,
  ports: LinkHomePorts,
  { own, isAdding }: Way,
  commit: (linked: LinkedHome) => Promise<void>,
): Promise<LinkedHome | null> {
  const { lakeFolder, progress } = ports;
  const state = `${ENTITY_MEMBERS}/state-${digestOf(request)}${isAdding ? "-added" : ""}`;
  const folder = join(lakeFolder, state);
  const sources = sourcesOf(request);
  const read = await readMentions(request, ports, { sources, folder, isAdding, own });
  if (read === null) return null;
  const { constraints, basis, addition } = read;
  const before = request.previous === null ? [] : foldersOf(join(lakeFolder, request.previous.state));
  const linked: LinkedKind[] = [];
  for (const [at, kind] of KINDS.entries()) {
    progress.report(1 + at, KINDS.length + 2, ENTITY_KINDS[kind]);
    const asked = {
      kind,
      secret: request.secret,
      sources: sources.filter(({ mention }) => mention.kind === kind),
      constraints: constraints.filter((each) => each.kind === kind),
      folder,
      before,
      isIncremental: request.isIncremental,
    };
    const found = addition
      ? await addToKind({ ...asked, members: addition.members, replaced: addition.replaced }, ports, own)
      : await linkKind(asked, ports, own);
    if (found === null) return null;
    linked.push(found);
  }
  progress.report(1 + KINDS.length, KINDS.length + 2, STAGES.writing);
  const changes = linked.flatMap((each) => each.changes);
  return writeMembers({ request, sources, folder, scratchFolder: own, changes, addition }, ports, async (written) => {
    const whole: LinkedHome = {
      ...written,
      state,
      isIncremental: request.isIncremental,
      kinds: linked.map((each) => each.result),
      changes,
      reviews: linked.flatMap(({ reviews }) => reviews),
    };
    writeWhole(
      basisFile(folder),
      JSON.stringify({ ...basis, members: whole.members, moved: (addition?.basis.moved ?? 0) + (whole.moved?.length ?? 0) }),
    );
    await commit(whole);
    return whole;
  });
}

/** Runs over the same records with the same decisions by the same program share their work. */
function digestOf({ batch: _batch, leads: _leads, schemas, mentions, ...request }: LinkHomeRequest): string {
  const text = canonicalJson({
    ...request,
    snapshot: request.snapshot.batches,
    officeOf: [...request.officeOf],
    schemas: schemas.map(({ id, version }) => [id, version]),
    mentions: [...mentions],
    version: LINKER_VERSION,
  });
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function sourcesOf({ schemas, mentions }: LinkHomeRequest): MentionSource[] {
  let number = 0;
  return schemas.flatMap((schema) => {
    const here = mentions.get(schema.id) ?? [];
    return here.map((mention): MentionSource => {
      const other = here.find(({ kind, role }) => kind !== mention.kind && role === mention.role && isCompared(kind));
      return {
        number: number++,
        schema,
        mention,
        otherNumber: mention.kind === "vehicle" ? null : (sharedNumber(mention.columns, other?.columns) ?? null),
      };
    });
  });
}

/** Only where both read one name are the two kinds alternatives; a firm beside its own number's owner is not. */
function sharedNumber(
  own: { name?: string | undefined },
  other: { name?: string | undefined; number?: string | undefined } | undefined,
): string | undefined {
  return other && own.name !== undefined && own.name === other.name ? other.number : undefined;
}

interface ReadMentions {
  /** As they hold for the records that count now. */
  readonly constraints: readonly EntityConstraint[];
  /** Of this run, but for what its members are. */
  readonly basis: Basis;
  readonly addition: Addition | null;
}

/** Writes the mentions of each kind to the folder, of a run that adds only the new ones. Null where none can be added to. */
async function readMentions(
  request: LinkHomeRequest,
  ports: LinkHomePorts,
  { sources, folder, isAdding, own }: { sources: readonly MentionSource[]; folder: string } & Way,
): Promise<ReadMentions | null> {
  const { lake, progress, lakeFolder } = ports;
  if (sources.length === 0) throw nothing(request);
  const session = await lake.session(request.snapshot, request.schemas);
  const { dialect } = session;
  try {
    const constraints = await withSuccessors(session, request.constraints);
    const addition = isAdding ? await findAddition(session, request, { constraints, lakeFolder, lake }) : null;
    if (isAdding && addition === null) return null;
    mkdirSync(folder, { recursive: true });
    const copy = async (
      kind: EntityKind,
      path: string,
      only: (dataset: string) => Pick<MentionsAsked, "among" | "places">,
    ): Promise<void> => {
      if (existsSync(path)) return;
      progress.report(0, KINDS.length + 2, STAGES.reading);
      const selects = sources.flatMap((source) => {
        const { among, places } = only(source.schema.id);
        if (source.mention.kind !== kind || (places ?? among)?.length === 0) return [];
        return [mentionSelect(source, { dialect, officeOf: officesOf(request, source.schema.id), among, places })];
      });
      const sql =
        selects.length > 0 ? selects.join(" UNION ALL ") : mentionSelect(none(kind, request), { dialect, officeOf: new Map(), among: [] });
      await session.copy(sql, `${path}.new`, { signal: progress.signal });
      renameSync(`${path}.new`, path);
    };
    for (const kind of KINDS) {
      const files = kindFiles(folder, kind);
      await copy(kind, files.mentions, (dataset) => ({ among: addition ? (addition.batches[dataset] ?? []) : undefined }));
      if (!addition || addition.replaced.length === 0) continue;
      const staying = await stayingOf(kind, addition, { ports, scratchFolder: own, state: request.previous?.state ?? "" });
      if (staying === null) return null;
      await copy(kind, files.remaining, (dataset) => ({ places: staying.get(dataset) ?? [] }));
    }
    return { constraints, addition, basis: await basisOf(session, request, { constraints, addition }) };
  } finally {
    session.close();
  }
}

/** Records that say more of the entities from which records went. */
async function stayingOf(
  kind: EntityKind,
  { members, replaced }: Addition,
  { ports, scratchFolder, state }: { ports: LinkHomePorts; scratchFolder: string; state: string },
): Promise<Places | null> {
  const chain = chainTables(foldersOf(join(ports.lakeFolder, state)), kind);
  if (!chain) return null;
  return inLinkEngine(ports, scratchFolder, async (engine) => {
    await createReplaced(engine, replaced);
    return stayingPlaces(engine, { kind, standing: standingMembers(members, chain.moved), most: MOST_STAYING });
  });
}

/** A source that mentions nobody, so that the file has its columns. */
function none(kind: EntityKind, { schemas }: LinkHomeRequest): MentionSource {
  const [schema] = schemas;
  if (!schema) throw new RangeError("no dataset");
  return { number: -1, schema, mention: { kind, role: "none", columns: {} }, otherNumber: null };
}

function officesOf({ snapshot, officeOf }: LinkHomeRequest, dataset: string): ReadonlyMap<string, string> {
  return new Map(
    (snapshot.batches[dataset] ?? []).flatMap((batch) => (officeOf.has(batch) ? [[batch, officeOf.get(batch) ?? ""] as const] : [])),
  );
}

function nothing({ schemas }: LinkHomeRequest): YuejianError {
  return new YuejianError("ENTITY_NOTHING_TO_LINK", { datasets: schemas.map(({ id }) => id).join(", ") });
}
