import type { Text } from "@yuejian/contracts";
import type { Checkpoint, ProofDocument } from "../format/index.ts";
import type { PolicyVerdict } from "./cosigners.ts";
import { deletedText } from "./deletion-check.ts";
import type { Unproven } from "./supplements/kind.ts";

/** A document, or a `.tlog-proof`, which shows an entry and nothing besides. */
type Scope = ProofDocument | { readonly kind: "tlog" };

/** What a verified document proves. */
export function provenTexts(document: Scope, checkpoint: Checkpoint, verdict: PolicyVerdict | null): Text[] {
  return [...documentTexts(document, checkpoint), ...(verdict?.by ? [finalText(verdict, verdict.by)] : [])];
}

function finalText({ cosigners }: PolicyVerdict, by: string): Text {
  const names = cosigners.flatMap(({ name, at }) => (at === null ? [] : [name]));
  return {
    zh: `该检查点已终局：${names.length} 个单位（${names.join("、")}）联署，按其时钟不晚于 ${by}，其中的陈述当时已经存在。`,
    en: `The checkpoint is final: ${names.length} cosigned it (${names.join(", ")}), by their clocks no later than ${by}; the statements in it existed then.`,
  };
}

function documentTexts(document: Scope, checkpoint: Checkpoint): Text[] {
  const base: Text = {
    zh: `账本“${checkpoint.origin}”的持钥人签署了 ${checkpoint.size} 条时的检查点，本证明中的陈述自那时起未被改动。`,
    en: `The holder of the key of ledger ${checkpoint.origin} signed a checkpoint of ${checkpoint.size} entries; the statements in this proof are unchanged since then.`,
  };
  if (document.kind === "lead") {
    return [
      base,
      {
        zh: "该线索所依据的各行记录入链后未被改动，并属于该次模型运行所用的数据快照。",
        en: "The rows on which the lead rests are unchanged since they were committed and belong to the data snapshot of the model run.",
      },
    ];
  }
  if (document.kind === "record") {
    return [base, { zh: "所示记录入链后未被改动。", en: "The record shown is unchanged since it was committed." }];
  }
  if (document.kind === "deletion") return [base, deletedText(document)];
  return document.kind === "tlog" || document.proven.content === null
    ? [base]
    : [base, { zh: "所示内容入链后未被改动。", en: "The content shown is unchanged since it was stated." }];
}

interface UnprovenGiven {
  readonly isExecuted?: boolean;
  /** What supplements that hold settle. */
  readonly settled?: ReadonlySet<Unproven>;
  readonly verdict?: PolicyVerdict | null;
}

/** What no document of this kind proves: Rules of Online Litigation of the People's Courts (2021), articles 16 to 18. */
export function unprovenTexts(document: Scope, { isExecuted = false, settled = new Set(), verdict = null }: UnprovenGiven = {}): Text[] {
  const texts: Text[] = [
    {
      zh: "不证明上传前的真实性：入链之前数据是否真实、来源是否合法，仍可质证（《人民法院在线诉讼规则》第十六条、第十八条）。",
      en: "Truth before upload: whether the data were true and lawfully obtained before they were committed remains contestable (Online Litigation Rules, articles 16 and 18).",
    },
  ];
  if (document.kind === "deletion") texts.push(contentGoneText);
  const isCosigned = verdict?.isFinal === true && verdict.by !== null;
  if (!settled.has("platform")) texts.push(isCosigned ? independenceText : onePlatformText);
  if (!settled.has("time")) texts.push(isCosigned ? statedTimeText : timeText);
  if (document.kind === "lead") {
    texts.push(
      isExecuted
        ? {
            zh: "不证明结论：线索只是核查的理由，不是对任何人的认定。",
            en: "The conclusion: a lead is a reason to look, not a decision about anyone.",
          }
        : {
            zh: "不证明结论：本核验未重新执行模型规则；线索只是核查的理由，不是对任何人的认定。",
            en: "The conclusion: the model's rule was not executed again here; a lead is a reason to look, not a decision about anyone.",
          },
      isExecuted
        ? {
            zh: "不证明完整：除已按键值证明全部列出的以外，其他记录是否存在、是否有利于当事人，本证明不涉及。",
            en: "Completeness: beyond the keys whose rows are proven to be all here, whether other records exist, also in the person's favour, is outside this proof.",
          }
        : {
            zh: "不证明完整：未列出的其他记录是否存在、是否有利于当事人，本证明不涉及。",
            en: "Completeness: whether other records exist, also in the person's favour, is outside this proof.",
          },
    );
  }
  return texts;
}

const contentGoneText: Text = {
  zh: "不证明记录的内容：内容和盐值已经擦除，摘要不能再与任何内容比对；也不证明别处没有副本。",
  en: "What the record said: content and salts are erased, and its digest can be held against nothing; nor that there is no copy elsewhere.",
};

const onePlatformText: Text = {
  zh: "不证明存证平台的中立与合规：按本次核验，账本由一家单位排序和签名，没有核验外部联署，不能排除其向不同的人出示不同的历史（同上，第十七条）。",
  en: "Neutrality of the platform: as verified here, one office orders and signs this ledger and no outside cosignature was checked; it could show different histories to different people (article 17).",
};

const independenceText: Text = {
  zh: "不证明联署单位彼此独立：规则所列单位是否中立、合规由核验人判断（同上，第十七条）；联署只说明它们看到的是同一部历史，不说明内容属实。",
  en: "Independence of the cosigners: whether those in the policy are neutral is for the reader to judge (article 17). They attest one history, not that what it says is true.",
};

const timeText: Text = {
  zh: "不证明时间：陈述中的时间由办案单位填写，未经第三方授时。",
  en: "Time: the times in the statements are those of the office, not of a third party.",
};

const statedTimeText: Text = {
  zh: "不证明陈述自称的时间：该时间由办案单位填写；已证明的只是陈述不晚于联署时间存在。",
  en: "The time that a statement names is the office's own; proven is only that it existed by the time of the cosignatures.",
};

export function withheldText(count: number): Text {
  return {
    zh: `${count} 个个人信息单元格已遮蔽，只显示摘要：证明其存在，不证明其内容。`,
    en: `${count} personal cells are withheld and shown as digests: proven to be there, not what they say.`,
  };
}

export const fileMissingText: Text = {
  zh: "没有提供文件：只证明该陈述在账本上，没有与任何文件比对。",
  en: "No file was given: the statement is proven to be on the ledger, nothing was compared with it.",
};
