import type {
  ProceduralStep,
  ProceduralStepKind,
  Role,
  StepCommand,
  StepDecision,
  StepOutcome,
  StepRequester,
  Text,
} from "@yuejian/contracts";

const LAW = "中华人民共和国刑事诉讼法";
const RULES = "人民检察院刑事诉讼规则（高检发释字〔2019〕4号）";

interface DecisionPlan {
  readonly decision: StepDecision;
  /** Why must be said. */
  readonly needsReason: boolean;
  /** A document goes out, and its receipt is recorded; null: nothing does. */
  readonly document: { readonly series: string; readonly title: string; readonly text: string; readonly to: string } | null;
  /** What runs from the receipt. */
  readonly follow: { readonly rule: string; readonly outcomes: readonly StepOutcome[] } | null;
}

export interface StepPlan {
  /** Articles that were read. */
  readonly sources: readonly { readonly law: string; readonly article: string }[];
  readonly requesters: readonly StepRequester[];
  /** Clock of the decision by who asked; null: the law fixes no number of days, and `open` says what it says. */
  readonly clock: (requester: StepRequester) => string | null;
  readonly open: Text;
  /** Roles that decide; null: whoever handles the case or arranges it. */
  readonly deciders: readonly Role[] | null;
  readonly decisions: readonly DecisionPlan[];
  /** What a reader has to know. */
  readonly caution: Text | null;
}

const silent = (decision: StepDecision, needsReason = false): DecisionPlan => ({ decision, needsReason, document: null, follow: null });

/** Fields stand in the texts of documents in double braces; they are the wording of the house, beside which an office may have its own. */
export const STEP_PLANS: Readonly<Record<ProceduralStepKind, StepPlan>> = {
  recusal: {
    sources: [
      { law: LAW, article: "第三十一条" },
      { law: RULES, article: "第二十四条" },
      { law: RULES, article: "第二十九条" },
    ],
    requesters: ["party", "self"],
    clock: () => null,
    open: {
      zh: "法律没有规定作出回避决定的日数；检察人员的回避由检察长决定。",
      en: "No number of days is fixed for the decision; the chief procurator decides.",
    },
    deciders: ["chief-procurator"],
    decisions: [
      {
        decision: "recusal-granted",
        needsReason: false,
        document: {
          series: "避决",
          title: "回避决定书",
          text: "{{申请人}}于{{申请日期}}对{{案号}}案提出回避。\n根据《中华人民共和国刑事诉讼法》第三十一条、《人民检察院刑事诉讼规则》第二十九条的规定，本院决定有关检察人员回避。",
          to: "申请人",
        },
        follow: null,
      },
      {
        decision: "recusal-refused",
        needsReason: true,
        document: {
          series: "避驳",
          title: "驳回回避申请决定书",
          text: "{{申请人}}于{{申请日期}}对{{案号}}案提出的回避申请，本院经审查认为：\n{{理由}}\n根据《人民检察院刑事诉讼规则》第二十七条第二款的规定，决定驳回申请。如不服本决定，可以在收到本决定书后五日以内向本院申请复议一次。",
          to: "申请人",
        },
        follow: { rule: "recusal.petition", outcomes: ["asked-again", "not-asked"] },
      },
      {
        decision: "refusal-upheld",
        needsReason: true,
        document: {
          series: "避复",
          title: "回避复议决定书",
          text: "对{{案号}}案驳回回避申请的决定提出的复议，本院经复议认为：\n{{理由}}\n根据《人民检察院刑事诉讼规则》第三十三条的规定，决定维持原决定。",
          to: "申请人",
        },
        follow: null,
      },
    ],
    caution: null,
  },
  "counsel-opinion": {
    sources: [
      { law: LAW, article: "第一百七十三条" },
      { law: RULES, article: "第五十四条" },
      { law: RULES, article: "第二百六十一条" },
      { law: RULES, article: "第二百六十二条" },
    ],
    requesters: ["lawyer", "other-counsel", "office"],
    clock: () => null,
    open: {
      zh: "应当及时安排，法律没有规定日数；须在本案审查期限届满、作出决定之前听取。",
      en: "To be arranged promptly, no number of days is fixed; to be heard before the decision and the end of the case's own term.",
    },
    deciders: null,
    decisions: [silent("opinion-heard"), silent("opinion-written"), silent("opinion-none", true)],
    caution: null,
  },
  "plea-leniency": {
    sources: [
      { law: LAW, article: "第一百七十三条第二款" },
      { law: LAW, article: "第一百七十四条" },
      { law: RULES, article: "第二百六十九条" },
      { law: RULES, article: "第二百七十二条" },
    ],
    requesters: ["suspect", "lawyer", "office"],
    clock: () => null,
    open: {
      zh: "告知权利、听取意见、在辩护人或者值班律师在场时签署具结书，均须在审查期限内完成；已经逮捕的，应当及时审查羁押必要性（规则第二百七十条）。",
      en: "Rights are told, opinions heard and the pledge signed before counsel within the case's own term; of those arrested the necessity of custody is reviewed promptly (Rules art. 270).",
    },
    deciders: null,
    decisions: [silent("pledge-signed"), silent("pledge-not-needed", true), silent("plea-declined", true)],
    caution: null,
  },
  "custody-necessity": {
    sources: [
      { law: LAW, article: "第九十五条" },
      { law: LAW, article: "第九十七条" },
      { law: RULES, article: "第五百七十四条" },
      { law: RULES, article: "第五百七十五条" },
      { law: RULES, article: "第五百八十一条" },
    ],
    requesters: ["suspect", "lawyer", "other-counsel", "office"],
    clock: (requester) => (requester === "office" ? null : "custody.change-application"),
    open: { zh: "依职权审查，法律没有规定日数。", en: "Of the office's own motion: no number of days is fixed." },
    deciders: null,
    decisions: [
      silent("custody-ended"),
      {
        decision: "custody-proposed",
        needsReason: true,
        document: {
          series: "羁建",
          title: "释放或者变更强制措施建议书",
          text: "本院对{{案号}}案犯罪嫌疑人、被告人的羁押必要性进行了审查，认为不需要继续羁押，理由如下：\n{{理由}}\n根据《中华人民共和国刑事诉讼法》第九十五条、《人民检察院刑事诉讼规则》第五百八十一条的规定，建议予以释放或者变更强制措施，并请在十日以内将处理情况回复本院。",
          to: "办案机关",
        },
        follow: { rule: "custody-necessity.answer", outcomes: ["answered", "no-answer"] },
      },
      {
        decision: "custody-needed",
        needsReason: true,
        document: {
          series: "羁告",
          title: "不同意变更强制措施告知书",
          text: "{{申请人}}于{{申请日期}}对{{案号}}案提出的申请收悉。本院经审查认为需要继续羁押，理由如下：\n{{理由}}\n根据《中华人民共和国刑事诉讼法》第九十七条的规定，特此告知。",
          to: "申请人",
        },
        follow: null,
      },
    ],
    caution: {
      zh: "《规则》第五百七十四条以下没有规定审查的日数；三日是《刑事诉讼法》第九十七条对申请变更强制措施的规定，按较早的一天提醒。",
      en: "Rules art. 574 and after fix no number of days; three days are those of art. 97 of the Law for applications to change the measure: the earlier day is counted.",
    },
  },
  "file-access": {
    sources: [
      { law: RULES, article: "第四十七条" },
      { law: RULES, article: "第四十八条" },
      { law: RULES, article: "第四十九条" },
    ],
    requesters: ["lawyer", "other-counsel"],
    clock: (requester) => (requester === "lawyer" ? "counsel.read-file" : "counsel.non-lawyer-permission"),
    open: { zh: "", en: "" },
    deciders: null,
    decisions: [
      {
        decision: "access-arranged",
        needsReason: false,
        document: {
          series: "阅告",
          title: "阅卷安排告知书",
          text: "{{申请人}}于{{申请日期}}申请查阅、摘抄、复制{{案号}}案的案卷材料。根据《人民检察院刑事诉讼规则》第四十九条的规定，本院安排如下：\n{{理由}}",
          to: "申请人",
        },
        follow: null,
      },
      {
        decision: "access-refused",
        needsReason: true,
        document: {
          series: "阅复",
          title: "不予许可阅卷通知书",
          text: "{{申请人}}于{{申请日期}}申请查阅、摘抄、复制{{案号}}案的案卷材料。根据《人民检察院刑事诉讼规则》第四十八条的规定，本院决定不予许可，理由如下：\n{{理由}}",
          to: "申请人",
        },
        follow: null,
      },
    ],
    caution: {
      zh: "三个工作日自向辩护人说明无法及时安排之日起算；这里从申请之日起算，是较早的一天。",
      en: "The three working days run from the day on which counsel was told that it cannot be arranged at once; counted from the day of the request, which is earlier.",
    },
  },
};

/** Why a command cannot be carried out. */
export interface StepRefusal {
  readonly reason: Text;
}

export function openedStep({
  kind,
  requester,
  requestedOn,
}: Pick<ProceduralStep, "kind" | "requester" | "requestedOn">): ProceduralStep | StepRefusal {
  const plan = STEP_PLANS[kind];
  if (!plan.requesters.includes(requester)) return refuse("这一环节不由该主体提出", "this step is not asked for by them");
  const rule = plan.clock(requester);
  return {
    kind,
    status: "open",
    requester,
    requestedOn,
    decision: null,
    decidedOn: null,
    reason: "",
    servedOn: null,
    outcome: null,
    clock: rule === null ? null : { rule, from: requestedOn },
  };
}

/** Decisions that can be taken now. */
export function decisionsFor(step: Pick<ProceduralStep, "kind" | "status" | "outcome" | "requester">): readonly DecisionPlan[] {
  if (step.status !== "open") return [];
  return STEP_PLANS[step.kind].decisions.filter(({ decision }) => {
    if (decision === "refusal-upheld") return step.outcome === "asked-again";
    if (decision === "recusal-refused") return step.outcome === null && step.requester === "party";
    // A lawyer's reading is arranged, never refused (Rules art. 47).
    return decision !== "access-refused" || step.requester === "other-counsel";
  });
}

export function planOf(decision: StepDecision | null, kind: ProceduralStepKind): DecisionPlan | null {
  return STEP_PLANS[kind].decisions.find((each) => each.decision === decision) ?? null;
}

/** The step after a command, or why not. `role`: of whoever gives it; `today`: in China. */
export function afterCommand(
  step: ProceduralStep,
  command: StepCommand,
  { role, today }: { readonly role: Role; readonly today: string },
): ProceduralStep | StepRefusal {
  if ("on" in command && command.on > today) return refuse("日期在今天之后", "the day lies ahead");
  if ("on" in command && command.on < (step.servedOn ?? step.decidedOn ?? step.requestedOn) && step.outcome !== "asked-again")
    return refuse("日期早于前一步", "the day lies before the step before it");
  const plan = STEP_PLANS[step.kind];
  if (command.action === "withdraw") {
    if (step.status !== "open") return refuse("已经决定，不能撤回", "it is decided and cannot be withdrawn");
    if (command.reason.trim() === "") return refuse("请写明理由", "say why");
    return { ...step, status: "withdrawn", reason: command.reason.trim(), clock: null };
  }
  if (command.action === "decide") {
    const chosen = decisionsFor(step).find(({ decision }) => decision === command.decision);
    if (!chosen) return refuse("现在不能作出这一决定", "this cannot be decided now");
    if (plan.deciders !== null && !plan.deciders.includes(role)) return refuse("由检察长决定", "the chief procurator decides");
    if (chosen.needsReason && command.reason.trim() === "") return refuse("请写明理由", "say why");
    const decided = {
      ...step,
      decision: command.decision,
      decidedOn: command.on,
      reason: command.reason.trim(),
      servedOn: null,
      clock: null,
    };
    return { ...decided, status: chosen.document === null ? "closed" : "decided" };
  }
  const { document = null, follow = null } = planOf(step.decision, step.kind) ?? {};
  if (command.action === "serve") {
    if (step.status !== "decided" || document === null) return refuse("没有待送达的文书", "there is no document to be served");
    return follow === null
      ? { ...step, status: "closed", servedOn: command.on, clock: null }
      : { ...step, status: "served", servedOn: command.on, clock: { rule: follow.rule, from: command.on } };
  }
  if (step.status !== "served" || follow?.outcomes.includes(command.outcome) !== true)
    return refuse("没有待登记的后续", "nothing is waited for");
  if (command.outcome === "asked-again")
    return { ...step, status: "open", outcome: command.outcome, clock: { rule: "recusal.reconsideration", from: command.on } };
  return { ...step, status: "closed", outcome: command.outcome, clock: null };
}

function refuse(zh: string, en: string): StepRefusal {
  return { reason: { zh, en } };
}
