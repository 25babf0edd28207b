import type { BundleVerification, BundleView, Shown } from "@yuejian/chain/verify";
import type { LawfulExplanation, ModelManifest, Text } from "@yuejian/contracts";
import type { Rate } from "@yuejian/contracts/api";

/** What counsel is told besides the bundle. */
export interface CounselFacts {
  readonly manifest: ModelManifest;
  readonly view: BundleView;
  readonly verification: BundleVerification;
  /** Of the model's leads that people decided; null while none is. Stated by the office, proven by nothing. */
  readonly precision: Rate | null;
  readonly confirmed: number;
  readonly dismissed: number;
  /** What is withheld and on what ground. */
  readonly redaction: readonly Text[];
  /** Legal basis of the export. */
  readonly legalBasis: Text;
  readonly at: string;
}

type Locale = "zh" | "en";

/** The document that people read: first Chinese, then English. No script, nothing fetched. */
export function counselDocument(facts: CounselFacts): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(`律师查阅包 ${facts.view.lead}`)}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}h2{margin-top:2rem}dt{font-weight:600}code{font-size:.9em}table{border-collapse:collapse}td,th{border:1px solid;padding:.2rem .6rem;text-align:left}</style>
</head><body>
<article>${chapter(facts, "zh")}</article><hr><article lang="en">${chapter(facts, "en")}</article>
</body></html>
`;
}

function chapter(facts: CounselFacts, locale: Locale): string {
  const { manifest, view, verification } = facts;
  const say = (zh: string, en: string): string => (locale === "zh" ? zh : en);
  const texts = (list: readonly Text[]): string => bullets(list.map((text) => text[locale]));
  const section = (title: string, ...parts: readonly string[]): string => `<h2>${escaped(title)}</h2>${parts.join("")}`;
  return [
    `<h1>${escaped(say("律师查阅包", "Counsel's package"))}</h1>`,
    paragraph(
      say(
        `线索 ${view.lead}；出具时间 ${facts.at}；依据：${facts.legalBasis.zh}。线索只是核查的理由，不是对任何人的认定。`,
        `Lead ${view.lead}; made at ${facts.at}; on the ground of: ${facts.legalBasis.en}. A lead is a reason to look, not a decision about anyone.`,
      ),
    ),
    paragraph(
      say(
        "用同一压缩包内的 verify.html 打开 lead.bundle.json，可离线核验全部证明并重新执行规则；verifier-key.txt（及国密账本的 sm-verifier-key.txt）中的密钥请另行与办案单位以外的途径核对。",
        "Open lead.bundle.json with verify.html from this archive to check every proof and execute the rule again, offline; compare the key in verifier-key.txt, and that of the SM log in sm-verifier-key.txt, with ones that you got in another way.",
      ),
    ),
    section(
      say("模型、规则与参数", "Model, rule and parameters"),
      paragraph(`${view.model.title[locale]} — ${view.model.id} ${view.model.version}${say("，运行 ", ", run ")}${view.model.run}`),
      texts(view.legalBasis),
      `<ol>${view.rule.map((step) => `<li>${escaped(step[locale].replace(/^(第\d+步：|Step \d+: )/, ""))}</li>`).join("")}</ol>`,
      view.parameters.length === 0 ? "" : bullets(view.parameters.map(({ title, value }) => `${title[locale]}: ${value}`)),
      paragraph(say("规则的数据形式在证明包的 rule 中。", "The rule as data is the member “rule” of the bundle.")),
    ),
    section(
      say("模型能发现什么，不能发现什么", "What the model finds and what it cannot"),
      bullets([manifest.finds[locale], manifest.cannotFind[locale], manifest.verifyByHand[locale]]),
    ),
    section(
      say("实测准确率", "Measured precision"),
      paragraph(
        facts.precision
          ? `${percent(facts.precision.rate)} (${percent(facts.precision.low)}–${percent(facts.precision.high)})${say("：", ": ")}${facts.precision.of[locale]}`
          : say("尚无已作出决定的线索，没有实测数据。", "No lead of the model has been decided yet: nothing is measured."),
      ),
      paragraph(
        say(
          `经人核实 ${facts.confirmed} 条，排除 ${facts.dismissed} 条；由办案单位陈述，未经证明。低于 ${percent(manifest.precisionFloor)} 时模型停用。`,
          `${facts.confirmed} verified by a person, ${facts.dismissed} dismissed; stated by the office, not proven. Below ${percent(manifest.precisionFloor)} the model stops.`,
        ),
      ),
    ),
    section(say("这一发现", "This finding"), table(view.finding.map(({ title, value }) => [title[locale], shown(value, locale)]))),
    section(say("考虑过的合法解释", "Innocent explanations that were considered"), explanations(facts, locale)),
    section(
      say("线索的经过", "History of the lead"),
      bullets(
        view.history.map(
          (step) => `${step.at} · ${step.kind} → ${step.to} · ${say("账本第", "ledger entry ")}${step.index}${say(" 条", "")}`,
        ),
      ),
    ),
    section(say("已证明", "Proven"), texts([...verification.proves, ...verification.executed])),
    section(say("办案单位陈述，未经证明", "Asserted by the office, not proven"), texts(verification.asserted)),
    section(say("未证明", "Not proven"), texts(verification.doesNotProve)),
    section(say("遮蔽了什么，依据什么", "What is withheld, and on what ground"), texts([...verification.withheld, ...facts.redaction])),
  ].join("\n");
}

/** Every explanation that the model lists, with what people did about it, step by step. */
function explanations({ manifest, view }: CounselFacts, locale: Locale): string {
  const say = (zh: string, en: string): string => (locale === "zh" ? zh : en);
  const outcomes = ({ id }: LawfulExplanation): string => {
    const steps = view.history.filter((step) => step.explanations.includes(id));
    if (steps.length === 0) return say("没有记录结论", "no outcome on record");
    return steps
      .map((step) =>
        step.kind === "dismiss"
          ? say(`${step.at} 认定成立，线索排除`, `${step.at}: found true, lead dismissed`)
          : say(`${step.at} 核查后排除`, `${step.at}: ruled out`),
      )
      .join("；");
  };
  return table(manifest.lawfulExplanations.map((each) => [each.title[locale], `${each.howToCheck[locale]} — ${outcomes(each)}`]));
}

function shown(value: Shown, locale: Locale): string {
  if (value === "withheld") return locale === "zh" ? "已遮蔽" : "withheld";
  return value.text ?? "—";
}

function table(rows: readonly (readonly [string, string])[]): string {
  return `<table>${rows.map(([term, value]) => `<tr><th scope="row">${escaped(term)}</th><td>${escaped(value)}</td></tr>`).join("")}</table>`;
}

function bullets(list: readonly string[]): string {
  return list.length === 0 ? "<p>—</p>" : `<ul>${list.map((text) => `<li>${escaped(text)}</li>`).join("")}</ul>`;
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
