import { HANDLED_CASE_KINDS } from "@yuejian/contracts";
import type { DocumentCasesView } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { handledOf } from "../../casework/index.ts";
import { visible } from "../../policy/index.ts";
import type { Caller } from "../app-types.ts";
import { opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { caseRows, visibleCases } from "./case-access.ts";
import { shownCase, todayOf } from "./cases.ts";

/** Of each kind. */
const MOST = 10;
const FAR = "\u{10FFFF}";

type Named = DocumentCasesView["items"][number];

/** Cases that the caller may open: one's own of the business system whose number holds the text, others that begin with it, supervision cases whose number holds it. */
export async function casesToName(context: Pick<RouteContext, "home" | "services">, caller: Caller, given: string): Promise<Named[]> {
  // Numbers are kept with the brackets that they should have.
  const text = given.replaceAll(/[[(（［【]/g, "〔").replaceAll(/[\])）］】]/g, "〕");
  const [supervision, handled] = await Promise.all([supervisionCases(context, caller, text), handledCases(context, caller, text)]);
  return [...supervision, ...handled];
}

const holding = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

async function supervisionCases(
  { home, services }: Pick<RouteContext, "home" | "services">,
  { actor }: Caller,
  text: string,
): Promise<Named[]> {
  const { store, policy, clock } = services;
  let query = caseRows(store.db)
    .where(visibleCases(policy, actor))
    .orderBy("cases.changed_at", "desc")
    .orderBy("cases.id", "desc")
    .limit(MOST);
  if (text !== "") query = query.where(sql<boolean>`cases.number like ${holding(text)} escape '\\'`);
  const shown = { opens: opensNothing, opensSealed: false, today: todayOf(clock) };
  return (await query.execute()).map((row) => {
    const { number, subjectName, status } = shownCase(home, row, shown).view;
    const model = home.models.get(row.model)?.manifest.title ?? { zh: row.model, en: row.model };
    return {
      id: row.id,
      kind: "supervision",
      number,
      title: { zh: `${model.zh} · ${subjectName}`, en: `${model.en} · ${subjectName}` },
      office: row.office,
      isOpen: status === "open",
    };
  });
}

async function handledCases({ services }: Pick<RouteContext, "services">, { actor }: Caller, text: string): Promise<Named[]> {
  const { store, policy } = services;
  const cases = store.db.selectFrom("handled_cases").selectAll().orderBy("accepted_on", "desc").orderBy("id", "desc").limit(MOST);
  const own = cases.where("person", "=", actor.id);
  const found = await (text === "" ? own : own.where(sql<boolean>`number like ${holding(text)} escape '\\'`)).execute();
  if (text !== "" && found.length < MOST) {
    const beginning = cases.where("number", ">=", text).where("number", "<", text + FAR);
    found.push(...(await beginning.where(visible(policy.scope(actor), "handled_cases")).execute()));
  }
  return [...new Map(found.map((row) => [row.id, row])).values()].slice(0, MOST).map((row) => {
    const { cause } = handledOf(row);
    const kind = HANDLED_CASE_KINDS[row.kind];
    const about = cause === null ? "" : ` · ${cause}`;
    return {
      id: row.id,
      kind: "handled",
      number: row.number,
      title: { zh: `${kind.zh}${about}`, en: `${kind.en}${about}` },
      office: row.office,
      isOpen: row.status === "open",
    };
  });
}
