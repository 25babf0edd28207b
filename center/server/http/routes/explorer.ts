import { isMirrorAddress } from "@yuejian/chain/node";
import { judgeCheckpoint } from "@yuejian/chain/verify";
import { YuejianError } from "@yuejian/contracts";
import {
  BlockDetailShape,
  BlocksQuery,
  BlocksShape,
  DigestMatchesShape,
  EntriesQuery,
  EntriesShape,
  EntryDetailShape,
  exact,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { createCheckpoints, entryView, findDigest, findEntries } from "../../explorer/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { anchorView } from "../views/anchoring.ts";

const Whole = Type.Integer({ minimum: 0 });

/** The chain to look around in: entries by what they are about, checkpoints, and where a digest stands. */
export function explorerRoutes(app: App, { home, services, cosigning }: RouteContext): void {
  const { ledger, schemas } = home;
  const { db } = services.store;
  const checkpoints = createCheckpoints({ ...home, cosigning });

  /** The smallest confirmed anchor of at least so many entries. */
  const anchorCovering = async (size: number) => {
    const row = await db
      .selectFrom("anchors")
      .selectAll()
      .where("status", "=", "confirmed")
      .where("size", ">=", size)
      .orderBy("size")
      .limit(1)
      .executeTakeFirst();
    return row ? anchorView(row) : null;
  };

  app.get(
    "/api/ledger/entries",
    { config: { admission: "ledger.read" }, schema: { querystring: EntriesQuery, response: { 200: EntriesShape } } },
    ({ query: { cursor, limit = 50, ...filter } }) =>
      findEntries({ db, ledger }, { filter, below: cursor === undefined ? null : Number(cursor), limit }),
  );

  app.get(
    "/api/ledger/entries/:index",
    { config: { admission: "ledger.read" }, schema: { params: exact({ index: Whole }), response: { 200: EntryDetailShape } } },
    async ({ params: { index } }) => {
      if (index >= ledger.size) throw new YuejianError("ENTRY_UNKNOWN", { index, size: ledger.size });
      const bytes = await ledger.entry(index);
      const [block, finality, anchor] = await Promise.all([
        checkpoints.firstCovering(index + 1),
        checkpoints.finalityOf(index + 1),
        anchorCovering(index + 1),
      ]);
      const statement = Buffer.from(bytes).toString("utf8");
      return { entry: entryView(index, bytes), statement, block, finality, anchor, ledgerSize: ledger.size };
    },
  );

  app.get(
    "/api/ledger/checkpoints",
    { config: { admission: "ledger.read" }, schema: { querystring: BlocksQuery, response: { 200: BlocksShape } } },
    ({ query: { final = false, cursor, limit = 50 } }) =>
      checkpoints.list({ final, below: cursor === undefined ? null : Number(cursor), limit }),
  );

  app.get(
    "/api/ledger/checkpoints/:size",
    { config: { admission: "ledger.read" }, schema: { params: exact({ size: Whole }), response: { 200: BlockDetailShape } } },
    async ({ params: { size } }) => {
      const found = await checkpoints.at(size);
      const { policy } = cosigning();
      const judged = policy === null ? null : judgeCheckpoint(found.note, policy);
      const times = new Map(judged?.witnesses.map(({ name, time }) => [name, time]));
      return {
        ...found,
        cosigners: (policy?.witnesses ?? []).map(({ name, url }) => {
          const time = times.get(name) ?? null;
          return { name, isMirror: isMirrorAddress(url), cosignedAt: time === null ? null : new Date(time * 1000).toISOString() };
        }),
        groups: judged?.groups.map((group) => ({ ...group })) ?? [],
        anchor: await anchorCovering(size),
      };
    },
  );

  app.get(
    "/api/ledger/digests/:digest",
    {
      config: { admission: "ledger.read" },
      schema: { params: exact({ digest: Type.String({ pattern: "^[0-9a-f]{64}$" }) }), response: { 200: DigestMatchesShape } },
    },
    async ({ params: { digest }, caller }) => {
      const maySee = (dataset: string) => {
        const schema = schemas.get(dataset);
        return schema !== undefined && services.policy.may(caller.actor, "data.read", schema);
      };
      const maySeeDevices = services.policy.may(caller.actor, "device.read");
      return { digest, ledgerSize: ledger.size, items: await findDigest({ db, checkpoints, maySee, maySeeDevices }, digest) };
    },
  );
}
