import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
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
import { isCompared } from "./entity-plan.ts";
import { LINKER_VERSION, type LinkedHome, type LinkHomePorts, type LinkHomeRequest } from "./home-types.ts";
import { kindFiles } from "./kind-files.ts";
import { type LinkedKind, linkKind } from "./link-kind.ts";
import { type MentionSource, mentionSelect } from "./mention-sql.ts";
import { withSuccessors } from "./successors.ts";
import { writeMembers } from "./write-members.ts";

const STAGES = {
  reading: { zh: "读取记录", en: "Reading records" },
  writing: { zh: "写入实体成员", en: "Writing the members" },
} as const satisfies Record<string, Text>;

const KINDS = Object.keys(ENTITY_KINDS) as EntityKind[];

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
    const state = `${ENTITY_MEMBERS}/state-${digestOf(request)}`;
    const folder = join(lakeFolder, state);
    mkdirSync(folder, { recursive: true });
    const given = { ...ports, lakeFolder };
    const sources = sourcesOf(request);
    const constraints = await readMentions(request, given, { sources, folder });
    const linked: LinkedKind[] = [];
    const before = request.previous === null ? null : join(lakeFolder, request.previous.state);
    for (const [at, kind] of KINDS.entries()) {
      ports.progress.report(1 + at, KINDS.length + 2, ENTITY_KINDS[kind]);
      linked.push(
        await linkKind(
          {
            kind,
            sources: sources.filter(({ mention }) => mention.kind === kind),
            constraints: constraints.filter((each) => each.kind === kind),
            folder,
            before,
            isIncremental: request.isIncremental,
          },
          given,
          own.folder,
        ),
      );
    }
    ports.progress.report(1 + KINDS.length, KINDS.length + 2, STAGES.writing);
    const result = await writeMembers(
      { request, sources, folder, scratchFolder: own.folder, changes: linked.flatMap(({ changes }) => changes) },
      given,
      async (written) => {
        const whole: LinkedHome = {
          ...written,
          state,
          isIncremental: request.isIncremental,
          kinds: linked.map((each) => each.result),
          changes: linked.flatMap(({ changes }) => changes),
          reviews: linked.flatMap(({ reviews }) => reviews),
        };
        await commit(whole);
        return whole;
      },
    );
    // Mentions are read from the lake again; the states of earlier runs are of no use any more.
    for (const kind of KINDS) rmSync(kindFiles(folder, kind).mentions, { force: true });
    for (const name of readdirSync(folders))
      if (name.startsWith("state-") && `${ENTITY_MEMBERS}/${name}` !== state) rmSync(join(folders, name), { recursive: true, force: true });
    return result;
  } catch (cause) {
    if (ports.progress.signal.aborted) throw new YuejianError("JOB_CANCELLED", {}, { cause });
    throw cause;
  } finally {
    own.release();
  }
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

/** Writes the mentions of each kind to the folder, and gives the constraints as they hold for the records that count now. */
async function readMentions(
  request: LinkHomeRequest,
  { lake, progress }: LinkHomePorts,
  { sources, folder }: { sources: readonly MentionSource[]; folder: string },
): Promise<EntityConstraint[]> {
  if (sources.length === 0) throw nothing(request);
  const session = await lake.session(request.snapshot, request.schemas, { reads: "files" });
  try {
    for (const kind of KINDS) {
      const path = kindFiles(folder, kind).mentions;
      if (existsSync(path)) continue;
      progress.report(0, KINDS.length + 2, STAGES.reading);
      const selects = sources
        .filter(({ mention }) => mention.kind === kind)
        .map((source) => mentionSelect(source, officesOf(request, source.schema.id)));
      const sql = selects.length > 0 ? selects.join(" UNION ALL ") : mentionSelect(none(kind, request), new Map());
      await session.copy(sql, `${path}.new`, { signal: progress.signal });
      renameSync(`${path}.new`, path);
    }
    return await withSuccessors(session, request.constraints);
  } finally {
    session.close();
  }
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
