import { type LawArticle, YuejianError } from "@yuejian/contracts";
import type { LawNoticeDetail, LawNoticeView, LawRulesView } from "@yuejian/contracts/api";
import { articleText, difference } from "@yuejian/legal-research";
import { type Citation, keyOfArticle, placeText } from "@yuejian/text";
import { boundRules, resolvedRules, ruleTitle, stateText } from "../../laws/index.ts";
import type { Actor } from "../../policy/index.ts";
import type { Reading, Row } from "../../store/index.ts";
import type { RouteContext } from "../route-context.ts";
import { ruleView, seesRule } from "./law-cited-by.ts";
import { touchedBy, touchedRows } from "./law-touched.ts";

type Context = Pick<RouteContext, "services" | "home">;

export type NoticeRow = Row<"law_notices"> & {
  readonly law_name: string;
  readonly by_name: string | null;
  readonly ledger_index: number | null;
};

export function noticeRows(db: Reading) {
  return db
    .selectFrom("law_notices")
    .innerJoin("laws", "laws.id", "law_notices.law")
    .leftJoin("users", "users.id", "law_notices.decided_by")
    .leftJoin("outbox", "outbox.id", "law_notices.outbox")
    .selectAll("law_notices")
    .select(["laws.name as law_name", "users.display_name as by_name", "outbox.ledger_index"]);
}

export const ruleOf = ({ rule_kind: kind, rule: id, office }: Pick<NoticeRow, "rule_kind" | "rule" | "office">) => ({ kind, id, office });

export function mayJudge({ policy }: RouteContext["services"], actor: Actor, { office }: Pick<NoticeRow, "office">): boolean {
  return policy.may(actor, "law.judge", { office });
}

export function noticeView({ services, home }: Context, actor: Actor, row: NoticeRow): LawNoticeView {
  const rule = ruleOf(row);
  const article = JSON.parse(row.before ?? row.after ?? "null") as LawArticle | null;
  return {
    id: row.id,
    number: row.number,
    rule: ruleView({ ...rule, title: ruleTitle(rule.kind, rule.id, home.models) }),
    law: row.law_name,
    key: row.article,
    label: article?.label ?? row.article,
    change: row.change,
    changesOn: row.changes_on,
    status: row.status,
    openedAt: row.opened_at,
    decision: row.decided_at === null ? null : { reason: row.reason ?? "", byName: row.by_name ?? "", at: row.decided_at },
    ledgerIndex: row.ledger_index,
    mayJudge: (row.status === "open" || row.status === "must-change") && mayJudge(services, actor, row),
  };
}

/** LAW_NOTICE_UNKNOWN, also where the person may not see the rule. */
export async function readNotice({ services }: Pick<Context, "services">, actor: Actor, id: string): Promise<NoticeRow> {
  const row = await noticeRows(services.store.db).where("law_notices.id", "=", id).executeTakeFirst();
  if (!row || !seesRule(services, actor, ruleOf(row))) throw new YuejianError("LAW_NOTICE_UNKNOWN", { notice: id });
  return row;
}

/** A notice with its difference and what the rule did since. LAW_NOTICE_UNKNOWN, also where the person may not see the rule. */
export async function noticeDetail(context: Context, actor: Actor, id: string): Promise<LawNoticeDetail> {
  const row = await readNotice(context, actor, id);
  const { db } = context.services.store;
  const [before, after] = [row.before, row.after].map((content) => (content === null ? null : (JSON.parse(content) as LawArticle)));
  const days = new Map(
    (
      await db
        .selectFrom("law_versions")
        .select(["id", "version_on"])
        .where("id", "in", [row.before_version ?? "", row.version ?? ""])
        .execute()
    ).map(({ id: version, version_on: on }) => [version, on]),
  );
  const query = { rule: ruleOf(row), since: row.changes_on };
  return {
    notice: noticeView(context, actor, row),
    from: days.get(row.before_version ?? "") ?? null,
    to: days.get(row.version ?? "") ?? null,
    places: await placesIn(context, row, { before: before ?? null, after: after ?? null }),
    pieces: [...difference(before ? articleText(before) : "", after ? articleText(after) : "")],
    touched: await touchedBy(context, actor, query),
    ...(await touchedRows(context, actor, query)),
  };
}

/** Places that the rule names in the article of a notice. */
async function placesIn(
  { services: { laws, store }, home }: Context,
  { law_name: law, article, rule, rule_kind: kind }: NoticeRow,
  texts: { readonly before: LawArticle | null; readonly after: LawArticle | null },
): Promise<LawNoticeDetail["places"]> {
  const shelf = await laws.shelf();
  const own = (await boundRules(store.db, home.models, shelf.names)).find((each) => each.kind === kind && each.id === rule);
  const named = (own?.citations ?? []).filter(
    (citation) => citation.law !== null && shelf.named(citation.law)[0]?.name === law && keyOf(citation) === article,
  );
  return named.map((citation) => ({ place: placeText(citation), isSame: isPlaceSame(citation, texts) }));
}

const keyOf = ({ article }: Citation): string | null => article && keyOfArticle(article);

/** Whether the paragraph or item that is named reads as before. */
function isPlaceSame(
  citation: Citation,
  { before, after }: { readonly before: LawArticle | null; readonly after: LawArticle | null },
): boolean | null {
  if (!before || !after || (citation.paragraph === null && citation.item === null)) return null;
  const [one, other] = [before, after].map((article) => {
    const paragraphs =
      citation.paragraph === null ? article.paragraphs : article.paragraphs.slice(citation.paragraph - 1, citation.paragraph);
    if (citation.item === null) return paragraphs.length === 0 ? null : JSON.stringify(paragraphs);
    const items = paragraphs.flatMap(({ text, items: all }) =>
      all.filter(({ number }) => number === citation.item).map((item) => [text, item]),
    );
    return items.length === 0 ? null : JSON.stringify(items);
  });
  return one === null || other === null ? null : one === other;
}

/** Every place that a rule names, and what the wording of a day says to it. LAWS_NONE */
export async function ruleRows({ services, home }: Context, actor: Actor, on: string): Promise<LawRulesView["items"]> {
  const { rules } = await resolvedRules({ library: services.laws, db: services.store.db, models: home.models }, on);
  return rules
    .filter((rule) => seesRule(services, actor, rule))
    .flatMap((rule) =>
      rule.resolved.map(({ citation, place, means }) => ({
        ...ruleView(rule),
        named: citation.law ?? "",
        law: means.law,
        key: keyOf(citation),
        place,
        state: means.state,
        stateText: stateText(means.state),
      })),
    );
}
