import { Readable } from "node:stream";
import { YuejianError } from "@yuejian/contracts";
import {
  DocumentEffectQuery,
  DocumentEffectShape,
  DocumentExamplesQuery,
  DocumentStatisticsQuery,
  DocumentStatisticsShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import {
  decidedExamples,
  documentEffect,
  documentEffectDoubts,
  documentEffectSentence,
  errorStatistics,
  LEAST_PEOPLE,
} from "../../document-checks/index.ts";
import { contentDigests } from "../../outbox/index.ts";
import { readPilot } from "../../pilots/index.ts";
import { notAllowed } from "../../policy/index.ts";
import type { App } from "../app-types.ts";
import { sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { kindName } from "../views/document-checks.ts";
import { effectMembers } from "../views/effect.ts";

/** Figures of the document assistant: of offices, kinds and months, never of a person; what it changed, or why that cannot be said; examples to judge it by. */
export function documentStatisticsRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, audit, outbox, clock, offices } = services;
  /** The last twelve months. */
  const monthsOf = ({ from, to }: { from?: string; to?: string }) => {
    const today = todayOf(clock);
    return { from: from ?? `${Number(today.slice(0, 4)) - 1}-${today.slice(5, 7)}`, to: to ?? today.slice(0, 7) };
  };

  app.get(
    "/api/documents/statistics",
    {
      config: { admission: "document.statistics" },
      schema: { querystring: DocumentStatisticsQuery, response: { 200: DocumentStatisticsShape } },
    },
    async ({ caller: { actor }, query: { office, ...asked } }) => {
      if (office !== undefined && !(offices.some(({ id }) => id === office) && policy.covers(actor, { office })))
        throw new YuejianError("OFFICE_UNKNOWN", { office });
      const months = monthsOf(asked);
      const { cells, totals, withheld } = await errorStatistics(store.db, {
        offices: office === undefined ? policy.scope(actor).offices : [office],
        ...months,
      });
      return {
        office: office ?? null,
        ...months,
        cells: cells.map((cell) => ({ ...cell, kindName: kindName(cell.kind) })),
        totals: [...totals],
        withheld,
        leastPeople: LEAST_PEOPLE,
      };
    },
  );

  app.get(
    "/api/documents/effect",
    {
      config: { admission: "document.statistics" },
      schema: { querystring: DocumentEffectQuery, response: { 200: DocumentEffectShape } },
    },
    async ({ caller: { actor }, query }) => {
      if (policy.scope(actor).offices !== "all") throw notAllowed("document.statistics");
      const pilot = await readPilot(store.db, query.pilot);
      const found = await documentEffect(store.db, pilot, todayOf(clock));
      const { said, course } = found;
      return {
        pilot: pilot.id,
        title: pilot.title,
        startsOn: pilot.starts_on,
        sentence: documentEffectSentence(found),
        doubts: documentEffectDoubts(found),
        result: "code" in said ? null : effectMembers(said),
        course: [...course],
      };
    },
  );

  app.get(
    "/api/documents/examples",
    { config: { admission: "document.examples" }, schema: { querystring: DocumentExamplesQuery, response: { 200: Type.Unknown() } } },
    async ({ caller: { account, actor }, query }, reply) => {
      const months = monthsOf(query);
      const examples = await decidedExamples(store.db, { scope: policy.scope(actor), ...months });
      const bytes = Buffer.from(examples.map((example) => `${JSON.stringify(example)}\n`).join(""));
      const { sha256 } = contentDigests(bytes);
      const subject = `${months.from}…${months.to}`;
      await store.write(async (trx) => {
        await outbox.record(trx, {
          type: "document-examples.exported",
          subject,
          organisation: actor.office,
          content: { user: actor.id, ...months, examples: examples.length, sha256 },
        });
        const detail = `${examples.length} examples`;
        await audit.recordIn(trx, { actor: account, action: "document.examples", subject, outcome: "done", detail });
      });
      const name = `examples-${months.from}-${months.to}.ndjson`;
      return sendFile(reply, Readable.from([bytes]), { type: "text", size: bytes.length, name });
    },
  );
}
