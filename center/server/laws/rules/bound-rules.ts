import { NOTICE_RULES, STEP_PLANS } from "@yuejian/case-management";
import {
  type LawRuleKind,
  PROCEDURAL_STEPS,
  type ProceduralStepKind,
  TEMPLATE_KINDS,
  type TemplateTexts,
  type Text,
} from "@yuejian/contracts";
import { LEGAL_NUMBERS } from "@yuejian/deadlines";
import { type Citation, findCitations, type LawNames } from "@yuejian/text";
import type { Reading } from "../../store/index.ts";
import type { ModelLibrary } from "../../work/index.ts";

/** A rule of the house and what it rests on. */
export interface BoundRule {
  readonly kind: LawRuleKind;
  /** Unique within the kind. */
  readonly id: string;
  readonly title: Text;
  /** Whose rule it is; null: of the house. */
  readonly office: string | null;
  /** First day from which it goes by the article; null: not told. */
  readonly since: string | null;
  readonly citations: readonly Citation[];
}

/** A citation of 《law》article, as rules name it; none where `article` is no place in a law (全文). */
function cited(law: string, article: string, names: LawNames): readonly Citation[] {
  const title = law.replaceAll(/（[^（）]*(?:号|施行|修改|修订|修正)[^（）]*）$/g, "");
  return findCitations(`《${title}》${article}`, { names });
}

interface RuleSources {
  readonly id: string;
  readonly title: Text;
  readonly sources: readonly { readonly law: string; readonly article: string }[];
  readonly since?: string | null;
}

/** Rules that come with the house: models, legal numbers with their clocks, rules of flow monitoring, procedural steps. */
function ofTheHouse(models: ModelLibrary, names: LawNames): BoundRule[] {
  const rule = (kind: LawRuleKind, { id, title, sources, since = null }: RuleSources): BoundRule => ({
    kind,
    id,
    title,
    office: null,
    since,
    citations: sources.flatMap(({ law, article }) => cited(law, article, names)),
  });
  return [
    ...[...models.values()].map(({ manifest: { id, title, legalBasis } }) => rule("model", { id, title, sources: legalBasis })),
    ...LEGAL_NUMBERS.filter(({ validUntil }) => validUntil === null).map((number) =>
      rule("number", { id: number.id, title: number.title, sources: [number], since: number.validFrom }),
    ),
    ...NOTICE_RULES.flatMap(({ id, title, source }) =>
      typeof source === "string" ? [] : [rule("notice-rule", { id, title, sources: [source] })],
    ),
    ...(Object.keys(STEP_PLANS) as ProceduralStepKind[]).map((id) =>
      rule("step", { id, title: PROCEDURAL_STEPS[id], sources: STEP_PLANS[id].sources }),
    ),
  ];
}

/** The newest wording of each kind that an office wrote itself. */
async function ofOffices(db: Reading, names: LawNames): Promise<BoundRule[]> {
  const rows = await db.selectFrom("instrument_templates").selectAll().orderBy("office").orderBy("kind").orderBy("version").execute();
  const newest = new Map(rows.map((row) => [`${row.office}/${row.kind}`, row]));
  return [...newest].map(([id, { kind, office, texts }]) => {
    const { title, text, copies, outline } = JSON.parse(texts) as TemplateTexts;
    return {
      kind: "template",
      id,
      title: TEMPLATE_KINDS[kind],
      office,
      since: null,
      citations: findCitations([title, text, outline, copies].join("\n"), { names }),
    };
  });
}

/** Every rule with the articles that it names, by the names of the imported laws. */
export async function boundRules(db: Reading, models: ModelLibrary, names: LawNames): Promise<readonly BoundRule[]> {
  return [...ofTheHouse(models, names), ...(await ofOffices(db, names))];
}

/** What a rule is called; its id where it is known no more. */
export function ruleTitle(kind: LawRuleKind, id: string, models: ModelLibrary): Text {
  const found: Readonly<Record<LawRuleKind, () => Text | undefined>> = {
    model: () => models.get(id)?.manifest.title,
    number: () => LEGAL_NUMBERS.findLast((number) => number.id === id)?.title,
    "notice-rule": () => NOTICE_RULES.find((rule) => rule.id === id)?.title,
    step: () => (PROCEDURAL_STEPS as Readonly<Record<string, Text>>)[id],
    template: () => (TEMPLATE_KINDS as Readonly<Record<string, Text>>)[id.split("/")[1] ?? ""],
  };
  const title = found[kind]();
  return title ? { zh: title.zh, en: title.en } : { zh: id, en: id };
}
