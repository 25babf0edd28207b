import { type Approval, type ModelManifest, YuejianError } from "@yuejian/contracts";
import {
  ApprovalDecisionBody,
  ApprovalShape,
  ApprovalsShape,
  type ApprovalView,
  DemoApprovalsShape,
  exact,
  type ModelGateView,
  ProposalBody,
} from "@yuejian/contracts/api";
import { dayAfter, dayInChina, isInForce } from "@yuejian/oversight";
import { majorOf } from "@yuejian/workbench";
import { Type } from "typebox";
import { approvalOf, decideOn, inputsDigest, modelGate, propose } from "../../safeguards/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

const ApprovalPath = exact({ approval: Type.String() });

/** Impact assessments, exceptions for sealed records and from precision floors: one proposes, another decides. */
export function approvalRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit, accounts, clock } = services;

  app.get(
    "/api/approvals",
    { config: { admission: "approval.read" }, schema: { response: { 200: ApprovalsShape } } },
    async ({ caller }) => {
      const rows = await store.db.selectFrom("approvals").selectAll().orderBy("created_at", "desc").limit(500).execute();
      const names = await namesOf();
      const seen = [...home.models.values()].map(({ manifest }) => manifest).filter((manifest) => mayRead(caller, manifest));
      const ids = new Set(seen.map(({ id }) => id));
      const models = await Promise.all(seen.map(gateOf));
      return { items: rows.filter(({ model }) => ids.has(model)).map((row) => viewOf(approvalOf(row), names)), models };
    },
  );

  app.post(
    "/api/approvals",
    { config: { admission: "approval.propose" }, schema: { body: ProposalBody, response: { 201: ApprovalShape } } },
    async ({ caller, body }, reply) => {
      const manifest = manifestOf(body.model, caller);
      policy.demand(caller.actor, "approval.propose", { businessLines: [manifest.businessLine] });
      const approval = await propose(home, { ...body, manifest, author: caller.actor });
      await noted(caller, "approval.propose", approval);
      return reply.code(201).send(viewOf(approval, await namesOf()));
    },
  );

  app.post(
    "/api/approvals/:approval/decision",
    {
      config: { admission: "approval.read" },
      schema: { params: ApprovalPath, body: ApprovalDecisionBody, response: { 200: ApprovalShape } },
    },
    async ({ caller, params, body }) => {
      const row = await store.db.selectFrom("approvals").selectAll().where("id", "=", params.approval).executeTakeFirst();
      if (!row) throw new YuejianError("APPROVAL_UNKNOWN", { approval: params.approval });
      const manifest = manifestOf(row.model, caller);
      // To let a model run below its floor is the chief procurator's alone.
      const action = row.kind === "precision-exception" ? "model.except" : "approval.decide";
      policy.demand(caller.actor, action, { businessLines: [manifest.businessLine] });
      const approval = await decideOn(home, row.id, { ...body, actor: caller.actor });
      await noted(caller, action, approval);
      return viewOf(approval, await namesOf());
    },
  );

  /** The synthetic city's own approvals. They name a fictitious author and a fictitious decider, and say that they are of the demo. */
  app.post(
    "/api/demo/approvals",
    { config: { admission: "user.manage", localOnly: true }, schema: { response: { 200: DemoApprovalsShape } } },
    async () => {
      const [author, decider] = await Promise.all([accounts.byName("analyst"), accounts.byName("chief-procurator")]);
      if (!author || !decider) throw new YuejianError("USER_UNKNOWN", { user: "analyst, chief-procurator" });
      const created: string[] = [];
      for (const { manifest } of home.models.values()) {
        const gate = await modelGate({ db: store.db, clock }, manifest);
        const wanted = [
          ...(gate.needsAssessment && gate.assessment === null ? [demoAssessment(manifest)] : []),
          ...(manifest.id === READS_JUVENILE_RECORDS && !gate.lifted.includes("juvenile-record") ? [demoSealException] : []),
          ...(manifest.inputs.some(({ dataset }) => dataset === PENALTIES) && !gate.lifted.includes("public-security-record")
            ? [demoPenaltyException]
            : []),
        ];
        for (const { kind, content } of wanted) {
          const validUntil = dayAfter(dayInChina(clock.now()), 360);
          const approval = await propose(home, { kind, manifest, content, validUntil, author, isDemo: true });
          await decideOn(home, approval.id, { status: "approved", note: "虚构城市的演示审批 · approval of the demo", actor: decider });
          created.push(approval.id);
        }
      }
      return { created };
    },
  );

  function manifestOf(model: string, caller: Caller): ModelManifest {
    const manifest = home.models.get(model)?.manifest;
    if (!manifest || !mayRead(caller, manifest)) throw new YuejianError("MODEL_UNKNOWN", { model });
    return manifest;
  }

  function mayRead({ actor }: Caller, { businessLine }: ModelManifest): boolean {
    return policy.may(actor, "model.read", { businessLines: [businessLine] });
  }

  async function gateOf(manifest: ModelManifest): Promise<ModelGateView> {
    const gate = await modelGate({ db: store.db, clock }, manifest);
    const { confirmed, decided, interval } = gate.measured;
    return {
      model: manifest.id,
      title: manifest.title,
      needsAssessment: gate.needsAssessment,
      confirmed,
      decided,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      floor: manifest.precisionFloor,
      isBelowFloor: gate.isBelowFloor,
      refusal: gate.refusal && { zh: gate.refusal.textFor("zh"), en: gate.refusal.textFor("en") },
    };
  }

  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    return new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  }

  function noted(caller: Caller, action: string, { id, kind, model, status }: Approval): Promise<void> {
    return audit.record({ actor: caller.account, action, subject: id, outcome: "done", detail: `${kind} ${model} ${status}` });
  }

  function viewOf(approval: Approval, names: ReadonlyMap<string, string>): ApprovalView {
    const { inputsDigest: _digest, decidedBy, ...shown } = approval;
    const manifest = home.models.get(approval.model)?.manifest;
    const now = new Date(clock.now()).toISOString();
    const model = manifest && { id: manifest.id, major: majorOf(manifest.version), inputsDigest: inputsDigest(manifest) };
    return {
      ...shown,
      content: { ...approval.content },
      modelTitle: manifest?.title ?? { zh: approval.model, en: approval.model },
      authorName: names.get(approval.author) ?? "",
      decidedByName: decidedBy === null ? null : (names.get(decidedBy) ?? ""),
      isInForce: model !== undefined && isInForce(approval, model, now),
    };
  }
}

/** Fines of minors are wrong fines too: the model supervises judgments (CPL 254), for which the records are needed. */
const READS_JUVENILE_RECORDS = "wrong-fines";

const PENALTIES = "public-security-penalties";

const demoPenaltyException = {
  kind: "seal-exception",
  content: {
    basis: "public-security-record",
    scope: "仅限本模型声明的列 · only the columns that the model declares",
    reason:
      "治安管理处罚法第一百三十六条：国家机关为办案需要可以查询；本模型为法律监督所必需 · Penalties Law 136: state organs may inquire where a case needs it; the model is needed for legal supervision",
  },
} as const;

const demoSealException = {
  kind: "seal-exception",
  content: {
    basis: "juvenile-record",
    scope: "仅限本模型读取刑事裁判中与罚金有关的列，不打开其他记录 · only the columns on fines of criminal judgments, no other record",
    reason:
      "刑事诉讼法第二百八十六条第二款：司法机关为办案需要可以查询。审判监督（第二百五十四条）须核对对未成年人判处的罚金是否低于五百元 · CPL 286 para. 2: judicial organs may inquire where a case needs it; supervision of judgments (art. 254) has to compare minors' fines with the floor of 500 yuan",
  },
} as const;

function demoAssessment({ title }: ModelManifest) {
  return {
    kind: "impact-assessment",
    content: {
      purpose: `${title.zh}：法律监督所必需 · ${title.en}: needed for legal supervision`,
      necessity: "只读取清单声明的列；没有侵害更小的办法得到同样的结果 · only the declared columns; no milder way gives the same",
      risk: "误列他人；敏感信息外泄 · a wrong person listed; sensitive data leaking",
      measures:
        "人工核实、逐项排除合法解释、默认遮盖、凭用途打开并留痕、排除后到期删除 · verified by people, lawful explanations ruled out, masked by default, opened for a purpose and noted, erased after dismissal",
    },
  } as const;
}
