import { Readable } from "node:stream";
import { YuejianError } from "@yuejian/contracts";
import {
  DocumentEvaluationQuery,
  DocumentEvaluationShape,
  DocumentExamplesPageQuery,
  DocumentExamplesPageShape,
  DocumentExamplesQuery,
} from "@yuejian/contracts/api";
import { DOCUMENT_RULES, MUTE_BAR } from "@yuejian/document-assistant";
import { Type } from "typebox";
import { countExamples, decidedExamples, evaluateRules, LEAST_PEOPLE, mutedRules } from "../../document-checks/index.ts";
import { contentDigests } from "../../outbox/index.ts";
import type { App, Caller } from "../app-types.ts";
import { sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { kindName, ruleTitle } from "../views/document-checks.ts";

const SEVERITIES = new Map(DOCUMENT_RULES.map(({ id, severity }) => [id, severity]));

/** What people decided, without persons: to be read, to be exported, and what it says of each rule. */
export function documentExampleRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, audit, outbox, clock, offices } = services;

  app.get(
    "/api/documents/examples",
    { config: { admission: "document.examples" }, schema: { querystring: DocumentExamplesQuery, response: { 200: Type.Unknown() } } },
    async ({ caller, query }, reply) => {
      const { account, actor } = caller;
      const filter = filterOf(caller, query);
      const { from, to } = filter;
      const examples = await decidedExamples(store.db, filter);
      const bytes = Buffer.from(examples.map((example) => `${JSON.stringify(example)}\n`).join(""));
      const { sha256 } = contentDigests(bytes);
      const subject = `${from}…${to}`;
      const { rule = null, kind = null, decision = null, office = null } = query;
      await store.write(async (trx) => {
        await outbox.record(trx, {
          type: "document-examples.exported",
          subject,
          organisation: actor.office,
          content: { user: actor.id, from, to, office, rule, kind, decision, examples: examples.length, sha256 },
        });
        const detail = `${examples.length} examples`;
        await audit.recordIn(trx, { actor: account, action: "document.examples", subject, outcome: "done", detail });
      });
      return sendFile(reply, Readable.from([bytes]), { type: "text", size: bytes.length, name: `examples-${from}-${to}.ndjson` });
    },
  );

  app.get(
    "/api/documents/examples/list",
    {
      config: { admission: "document.examples" },
      schema: { querystring: DocumentExamplesPageQuery, response: { 200: DocumentExamplesPageShape } },
    },
    async ({ caller, query: { offset = 0, limit = 50, ...query } }) => {
      const filter = filterOf(caller, query);
      const total = await countExamples(store.db, filter);
      const examples = await decidedExamples(store.db, { ...filter, page: { offset, limit } });
      // Words of documents are shown: who read them is known.
      await audit.record({
        actor: caller.account,
        action: "document.examples",
        subject: `${filter.from}…${filter.to}`,
        outcome: "done",
        detail: `${examples.length} of ${total} examples read`,
      });
      const items = examples.map((example) => ({ ...example, title: ruleTitle(example.rule), kindName: kindName(example.kind) }));
      return { items, total, offset, limit };
    },
  );

  app.get(
    "/api/documents/evaluation",
    {
      config: { admission: "document.examples" },
      schema: { querystring: DocumentEvaluationQuery, response: { 200: DocumentEvaluationShape } },
    },
    async ({ caller, query }) => {
      const { scope, from, to } = filterOf(caller, query);
      const rules = await evaluateRules(store.db, { offices: scope.offices, from, to });
      const muted = await mutedRules(store.db, scope.offices);
      return {
        office: query.office ?? null,
        from,
        to,
        bar: { ...MUTE_BAR },
        leastPeople: LEAST_PEOPLE,
        rules: rules.map(({ months, ...rule }) => ({
          ...rule,
          title: ruleTitle(rule.rule),
          severity: SEVERITIES.get(rule.rule) ?? ("hint" as const),
          months: [...months],
        })),
        muted: muted.map((each) => ({
          ...each,
          title: ruleTitle(each.rule),
          mayUnmute: policy.may(caller.actor, "document.configure", { office: each.office }),
        })),
      };
    },
  );

  interface Asked {
    readonly office?: string;
    readonly from?: string;
    readonly to?: string;
    readonly rule?: string;
    readonly kind?: string;
    readonly decision?: "accepted" | "rejected";
  }

  /** The last twelve months where none are asked for. OFFICE_UNKNOWN: also for one that the caller does not see. */
  function filterOf({ actor }: Caller, { office, from, to, ...rest }: Asked) {
    if (office !== undefined && !(offices.some(({ id }) => id === office) && policy.covers(actor, { office })))
      throw new YuejianError("OFFICE_UNKNOWN", { office });
    const today = todayOf(clock);
    const scope = policy.scope(actor);
    return {
      ...rest,
      scope: office === undefined ? scope : { ...scope, offices: [office] },
      from: from ?? `${Number(today.slice(0, 4)) - 1}-${today.slice(5, 7)}`,
      to: to ?? today.slice(0, 7),
    };
  }
}
