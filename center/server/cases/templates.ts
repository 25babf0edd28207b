import { type InstrumentTemplate, type TemplateKind, type TemplateTexts, YuejianError } from "@yuejian/contracts";
import { checkTemplate } from "@yuejian/oversight";
import { versionConflict } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";

type TemplateRow = Row<"instrument_templates">;

const templateOf = ({ kind, version, texts }: TemplateRow): InstrumentTemplate => ({
  kind,
  version,
  texts: JSON.parse(texts) as TemplateTexts,
});

/** Every version of an office's templates, of one kind or all, the newest last. */
export async function templateVersions(db: Reading, office: string, kind?: TemplateKind): Promise<readonly TemplateRow[]> {
  const rows = db.selectFrom("instrument_templates").selectAll().where("office", "=", office).orderBy("kind").orderBy("version");
  return (kind === undefined ? rows : rows.where("kind", "=", kind)).execute();
}

/** The office's own wording of each kind as it is now; kinds that it leaves to the house are missing. */
export async function officeTemplates(db: Reading, office: string): Promise<ReadonlyMap<TemplateKind, InstrumentTemplate>> {
  const rows = await templateVersions(db, office);
  return new Map(rows.map((row) => [row.kind, templateOf(row)]));
}

export interface NewTemplate {
  readonly office: string;
  readonly kind: TemplateKind;
  readonly texts: TemplateTexts;
  /** The version that the person edited. */
  readonly version: number;
  readonly note: string;
  readonly actor: { readonly id: string; readonly office: string };
  readonly now: string;
}

/** Adds the next version of an office's template, with its statement. TEMPLATE_INVALID, VERSION_CONFLICT */
export async function setTemplate(trx: StoreTransaction, outbox: Outbox, change: NewTemplate): Promise<InstrumentTemplate> {
  const { office, kind, texts, version: seen, note, actor, now } = change;
  const refusal = checkTemplate(kind, texts);
  if (refusal) throw new YuejianError(refusal.code, refusal.parameters);
  const last = (await templateVersions(trx, office, kind)).at(-1);
  if ((last?.version ?? 0) !== seen)
    throw await versionConflict(trx, {
      by: last?.set_by ?? "",
      at: last?.set_at ?? now,
      changed: { zh: `模板第 ${last?.version ?? 0} 版`, en: `version ${last?.version ?? 0} of the template` },
    });
  const version = seen + 1;
  const entry = await outbox.record(trx, {
    type: "case-setting.changed",
    subject: `${office} ${kind}`,
    organisation: actor.office,
    content: { template: { office, kind, version, texts: { ...texts } }, note, by: actor.id, at: now },
  });
  const kept = { office, kind, version, texts: JSON.stringify(texts), note, set_by: actor.id, set_at: now, outbox: entry };
  await trx.insertInto("instrument_templates").values(kept).execute();
  return { kind, version, texts };
}
