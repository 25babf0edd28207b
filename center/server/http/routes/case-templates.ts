import { stepSample, stepWording } from "@yuejian/case-management";
import {
  fieldsOf,
  isStepDocument,
  TEMPLATE_FIELDS,
  TEMPLATE_KINDS,
  type TemplateKind,
  type TemplateTexts,
  YuejianError,
} from "@yuejian/contracts";
import {
  exact,
  OfficialDocumentShape,
  TemplateBody,
  TemplatePreviewBody,
  TemplatesQuery,
  TemplatesShape,
  TemplateVersionShape,
} from "@yuejian/contracts/api";
import { checkTemplate, composeSample, houseTemplate } from "@yuejian/oversight";
import { Type } from "typebox";
import { setTemplate, templateVersions } from "../../cases/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { shownDocument } from "../views/shown-document.ts";

const KindPath = exact({ kind: Type.String() });
const VersionPath = exact({ kind: Type.String(), version: Type.Integer() });
const KINDS = Object.keys(TEMPLATE_KINDS) as TemplateKind[];

/** The wording of each kind of document, as each office has it. */
export function caseTemplateRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, audit, outbox, accounts, offices, clock } = services;

  app.get(
    "/api/instrument-templates",
    { config: { admission: "case.read" }, schema: { querystring: TemplatesQuery, response: { 200: TemplatesShape } } },
    ({ caller, query }) => templates(caller, officeOf(query.office).id),
  );

  app.get(
    "/api/instrument-templates/:kind/versions/:version",
    {
      config: { admission: "case.read" },
      schema: { params: VersionPath, querystring: TemplatesQuery, response: { 200: TemplateVersionShape } },
    },
    async ({ params, query }) => {
      const kind = kindOf(params.kind);
      if (params.version === 0) return { version: 0, texts: { ...houseWording(kind) } };
      const found = (await templateVersions(store.db, officeOf(query.office).id, kind)).find(({ version }) => version === params.version);
      if (!found) throw new YuejianError("NOT_FOUND", { path: `${kind} ${params.version}` });
      return { version: found.version, texts: JSON.parse(found.texts) as TemplateTexts };
    },
  );

  app.post(
    "/api/instrument-templates/:kind/preview",
    {
      config: { admission: "case.read" },
      schema: { params: KindPath, body: TemplatePreviewBody, response: { 200: OfficialDocumentShape } },
    },
    async ({ params, body: { office, texts } }) => {
      const kind = kindOf(params.kind);
      const refusal = checkTemplate(kind, texts);
      if (refusal) throw new YuejianError(refusal.code, refusal.parameters);
      const name = officeOf(office).name.zh;
      const sample = isStepDocument(kind)
        ? stepSample(kind, texts, name)
        : composeSample({ kind, version: 0, texts }, { office: name, today: todayOf(clock) });
      return shownDocument(sample, (text) => text);
    },
  );

  app.post(
    "/api/instrument-templates/:kind",
    { config: { admission: "case.template" }, schema: { params: KindPath, body: TemplateBody, response: { 200: TemplatesShape } } },
    async ({ caller, params, body: { office, texts, version, note } }) => {
      const kind = kindOf(params.kind);
      const { id } = officeOf(office);
      policy.demand(caller.actor, "case.template", { office: id });
      await store.write(async (trx) => {
        const now = new Date(clock.now()).toISOString();
        const set = await setTemplate(trx, outbox, { office: id, kind, texts, version, note, actor: caller.actor, now });
        const detail = `${kind} of ${id}, version ${set.version}`;
        await audit.recordIn(trx, { actor: caller.account, action: "case.template", subject: kind, outcome: "done", detail });
      });
      return templates(caller, id);
    },
  );

  function officeOf(id: string) {
    const office = offices.find((each) => each.id === id);
    if (!office) throw new YuejianError("OFFICE_UNKNOWN", { office: id });
    return office;
  }

  async function templates({ actor }: Caller, office: string) {
    const versions = Map.groupBy(await templateVersions(store.db, office), ({ kind }) => kind);
    const names = new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
    const items = KINDS.map((kind) => {
      const own = versions.get(kind) ?? [];
      const last = own.at(-1);
      const { zh, en } = TEMPLATE_KINDS[kind];
      return {
        kind,
        title: { zh, en },
        version: last?.version ?? 0,
        texts: last ? (JSON.parse(last.texts) as TemplateTexts) : { ...houseWording(kind) },
        fields: fieldsOf(kind).map((name) => {
          const field = TEMPLATE_FIELDS[name];
          return { name, zh: field.zh, en: field.en, isBlock: field.isBlock };
        }),
        versions: own.map(({ version, set_by: by, set_at: setAt, note }) => ({ version, setByName: names.get(by) ?? by, setAt, note })),
      };
    });
    return { items, mayEdit: policy.may(actor, "case.template", { office }) };
  }
}

function kindOf(kind: string): TemplateKind {
  if (!Object.hasOwn(TEMPLATE_KINDS, kind)) throw new YuejianError("NOT_FOUND", { path: kind });
  return kind as TemplateKind;
}

function houseWording(kind: TemplateKind): TemplateTexts {
  return isStepDocument(kind) ? stepWording(kind) : houseTemplate(kind).texts;
}
