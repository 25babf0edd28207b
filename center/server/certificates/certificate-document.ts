import {
  CAPTURE_SUPPLEMENT,
  type JsonObject,
  type ProofDocument,
  type ProvenEntry,
  parseCheckpoint,
  parseNote,
  readCapture,
} from "@yuejian/chain/format";
import { keyFingerprint, SUPPLEMENT_KINDS, type Verification } from "@yuejian/chain/verify";
import type { Office, Text } from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import { type Block, OFFICIAL_PAGE, type PrintedDocument, type TermRow } from "@yuejian/documents";

/** All that a certificate says. The same proof, judged by the same trust, gives the same words: no clock, no name of who asked. */
export interface CertificateFacts {
  readonly proof: ProofDocument;
  /** SHA-256 (hex) of the proof's one text; the certificate's number comes from it. */
  readonly proofDigest: string;
  /** Of the proof, without demanding the quorum: what is not final is said, not refused. */
  readonly verification: Verification;
  /** How the checkpoint stands by the policy of the house; null: it has none. */
  readonly policy: Verification["policy"];
  readonly verifierKey: string;
  readonly offices: readonly Pick<Office, "id" | "name">[];
}

export function certificateNumber(proofDigest: string): string {
  return `YJZS-${proofDigest.slice(0, 20).toUpperCase()}`;
}

/** What the QR code holds: what a reader needs to find the entry and compare it, in letters; no address of any machine. */
export function verificationText({ proof, proofDigest }: Pick<CertificateFacts, "proof" | "proofDigest">): string {
  const { origin, size, root } = checkpointOf(proof);
  const entry = mainEntry(proof);
  return [
    "YUEJIAN-CHAIN/1",
    `certificate ${certificateNumber(proofDigest)}`,
    `proof-sha256 ${proofDigest}`,
    `origin ${origin}`,
    `entry ${entry.index}`,
    `sha256 ${entry.statement.sha256}`,
    `size ${size}`,
    `root ${encodeHex(root)}`,
  ].join("\n");
}

export function certificateDocument(facts: CertificateFacts): PrintedDocument {
  const { proof, proofDigest, verification, policy } = facts;
  const number = certificateNumber(proofDigest);
  return {
    title: "岳检链存证证明书",
    subtitle: `Certificate of Yuejian Chain　编号 No. ${number}`,
    author: "岳检 Yuejian",
    language: "zh-CN",
    at: new Date(mainEntry(proof).statement.at),
    page: OFFICIAL_PAGE,
    footer: number,
    blocks: [
      {
        kind: "paragraph",
        text: "本证明书由程序依据一份可离线核验的证明文件生成，只陈述该证明文件能够核验的内容；证据的采信由人民法院依法审查（《人民法院在线诉讼规则》第十六条至第十八条）。",
      },
      {
        kind: "paragraph",
        style: "note",
        text: "Made by program from one proof that anyone can verify offline. It says what that proof shows and what it does not; what it is worth as evidence is for the court (Online Litigation Rules, articles 16 to 18).",
      },
      heading("一、证明对象　Subject"),
      { kind: "terms", rows: subjectRows(facts) },
      heading("二、账本位置　Place on the ledger"),
      { kind: "terms", rows: ledgerRows(facts) },
      heading("三、外部见证　Witnesses"),
      ...witnessBlocks(policy),
      heading("四、其他证据　Other evidence"),
      { kind: "terms", rows: [...evidenceRows(facts), ...captureRows(facts)] },
      heading("五、证明的内容　What is proven"),
      { kind: "list", items: verification.proves.map(({ zh }) => zh) },
      heading("六、不证明的内容　What is not proven"),
      { kind: "list", items: [...verification.doesNotProve, ...more(facts)].map(({ zh }) => zh) },
      heading("七、如何核验　How to verify"),
      { kind: "list", items: howTo(facts) },
      { kind: "qr", text: verificationText(facts), caption: "核验码：证明文件、条目与检查点的摘要（离线比对，不含网址）", millimetres: 48 },
      heading("English summary"),
      { kind: "paragraph", style: "note", text: "Proven:" },
      ...notes(verification.proves),
      { kind: "paragraph", style: "note", text: "Not proven:" },
      ...notes([...verification.doesNotProve, ...more(facts)]),
    ],
  };
}

function heading(text: string): Block {
  return { kind: "heading", level: 1, text };
}

function notes(texts: readonly Text[]): Block[] {
  return texts.map(({ en }) => ({ kind: "paragraph", style: "note", text: `– ${en}` }));
}

function checkpointOf(proof: ProofDocument) {
  return parseCheckpoint(parseNote(proof.checkpoint).text);
}

/** The entry that the certificate is about. */
function mainEntry(proof: ProofDocument): ProvenEntry {
  if (proof.kind === "entry") return proof.proven.entry;
  if (proof.kind === "deletion") return proof.deletion.entry;
  return proof.kind === "record" ? proof.batch.entry : proof.lead.entry;
}

function subjectRows({ proof, offices }: CertificateFacts): TermRow[] {
  const { statement } = mainEntry(proof);
  const office = offices.find(({ id }) => id === statement.organisation)?.name.zh ?? statement.organisation;
  const stated = [
    { term: "陈述单位", value: office },
    { term: "陈述时间（单位所述）", value: statement.at },
  ];
  if (proof.kind === "entry") {
    const isFile = statement.type === "file.registered";
    return [{ term: "种类", value: isFile ? "登记的文件" : `账本条目（${statement.type}）` }, ...digestRows(statement, "内容"), ...stated];
  }
  if (proof.kind === "record") {
    const { batch, record } = proof;
    return [
      { term: "种类", value: "数据记录" },
      { term: "记录", value: `${record.batch}:${record.row}` },
      { term: "数据集", value: word(batch.content["dataset"]) },
      ...fileRows(batch.content["file"]),
      { term: "记录树的根", value: statement.records?.root ?? "", isCode: true },
      { term: "个人信息", value: "本证明书不载记录的内容；证明文件中未公开的单元格只有摘要。" },
      ...stated,
    ];
  }
  if (proof.kind === "deletion") {
    const { batch, deletion } = proof;
    const basis = deletion.content["basis"];
    const rule = deletion.content["rule"];
    return [
      { term: "种类", value: "已删除的数据记录（内容和盐值已擦除，摘要仍可核验）" },
      { term: "记录", value: `${statement.subject}:${proof.row}` },
      { term: "数据集", value: word(batch.content["dataset"]) },
      { term: "删除依据", value: isObject(basis) ? `${word(basis["law"])} ${word(basis["article"])}` : "" },
      { term: "规则", value: isObject(rule) ? `${word(rule["title"])}（${word(rule["id"])}）` : "依申请删除" },
      { term: "删除时间（单位所述）", value: word(deletion.content["at"]) },
      { term: "记录树的根", value: batch.entry.statement.records?.root ?? "", isCode: true },
      ...stated,
    ];
  }
  const { lead, rows } = proof;
  const content = lead.content["lead"];
  const member = (name: string) => (isObject(content) ? word(content[name]) : "");
  return [
    { term: "种类", value: "监督线索（核查的理由，不是对任何人的认定）" },
    { term: "线索", value: member("id") },
    { term: "模型", value: member("model") },
    { term: "运行", value: member("lastRun") },
    { term: "所依据的记录", value: rows.map(({ batch, row }) => `${batch}:${row}`).join("、") },
    ...digestRows(statement, "线索内容"),
    ...stated,
  ];
}

function digestRows({ size, sha256, sm3 }: { size: number; sha256: string; sm3: string }, what: string): TermRow[] {
  return [
    { term: `${what}字节数`, value: String(size) },
    { term: "SHA-256", value: sha256, isCode: true },
    { term: "SM3（国密）", value: sm3, isCode: true },
  ];
}

/** The source file of a batch, as its content states it. */
function fileRows(file: JsonObject[string] | undefined): TermRow[] {
  if (!isObject(file)) return [];
  return [
    { term: "源文件 SHA-256", value: word(file["sha256"]), isCode: true },
    { term: "源文件 SM3", value: word(file["sm3"]), isCode: true },
  ];
}

function ledgerRows({ proof, verifierKey, proofDigest }: CertificateFacts): TermRow[] {
  const { origin, size, root } = checkpointOf(proof);
  const { index, statement } = mainEntry(proof);
  return [
    { term: "账本", value: origin },
    { term: "条目序号", value: `${index}（${statement.type}）` },
    { term: "检查点", value: `共 ${size} 条` },
    { term: "检查点的根", value: encodeHex(root), isCode: true },
    { term: "账本密钥", value: verifierKey, isCode: true },
    { term: "密钥指纹", value: keyFingerprint(verifierKey) ?? "", isCode: true },
    { term: "证明文件 SHA-256", value: proofDigest, isCode: true },
  ];
}

function witnessBlocks(policy: Verification["policy"]): Block[] {
  if (policy === null) {
    return [{ kind: "paragraph", text: "本账本没有联署规则：检查点只有办案单位一家的签名，没有任何外部见证。" }];
  }
  const verdict = policy.isFinal
    ? `联署规则已满足：检查点终局${policy.by === null ? "" : `，不迟于 ${policy.by}（联署者时钟）`}。`
    : `联署规则未满足：检查点尚未终局，尚缺 ${policy.missing.join("；") || "签名"}。`;
  const rows = policy.cosigners.map(({ name, at }) => ({ term: name, value: at === null ? "未联署" : `已联署 ${at}` }));
  return [{ kind: "paragraph", text: verdict }, ...(rows.length === 0 ? [] : [{ kind: "terms" as const, rows }])];
}

/** Each kind of further evidence that this program knows: what it shows, or that it is not there. A ledger that was never handed over lacks nothing. */
function evidenceRows({ proof, verification }: CertificateFacts): TermRow[] {
  const present = new Set((proof.supplements ?? []).map(({ kind }) => kind));
  return SUPPLEMENT_KINDS.flatMap(({ kind, title }): TermRow[] => {
    if (!present.has(kind)) return kind === "handover" ? [] : [{ term: title.zh, value: "未附" }];
    const checks = verification.checks.filter(({ name, subject }) => name === "supplement" && subject === kind);
    return checks.map(({ text, isSettled }) => ({ term: title.zh, value: `${isSettled ? "" : "（未核验）"}${text.zh}` }));
  });
}

/** What the captures say that go with the proof; empty without any. */
function captureRows({ proof }: CertificateFacts): TermRow[] {
  const captures = (proof.supplements ?? []).filter(({ kind }) => kind === CAPTURE_SUPPLEMENT);
  return captures.flatMap(({ document }): TermRow[] => {
    const { statement, countersignatures } = readCapture(document);
    const { device, operator } = statement;
    return [
      { term: "采集时间（设备所述）", value: statement.capturedAt },
      { term: "采集设备（所述）", value: [device.name, device.serial].filter((part) => part !== null).join(" ") },
      { term: "采集单位和人员（所述）", value: `${operator.organisation} ${operator.name}` },
      ...countersignatures.map(({ statement: { signer } }) => ({ term: "副署（所述）", value: `${signer.organisation} ${signer.name}` })),
    ];
  });
}

/** What the house's own trust leaves open for a reader. */
function more({ proof }: CertificateFacts): Text[] {
  const hasCapture = (proof.supplements ?? []).some(({ kind }) => kind === CAPTURE_SUPPLEMENT);
  const texts: Text[] = [
    {
      zh: "本证明书按出具单位自己的密钥、规则和根证书判断；读者应以自行取得的密钥和规则重新核验。",
      en: "This certificate is judged by the keys, policy and roots of the house that made it; readers verify again with keys and a policy that they got elsewhere.",
    },
  ];
  if (hasCapture) {
    texts.push({
      zh: "采集签名不证明所采集的内容真实，也不证明签名之前未经编辑；采集的时间、地点、人员只是设备和签名人所述。",
      en: "The signed capture does not show that what was captured is true, nor that it was not edited before; its time, place and people are what the device and the signers said.",
    });
  } else {
    texts.push({
      zh: "没有随附采集签名：文件或数据在提交之前由谁、何时、用何设备取得，本证明不涉及。",
      en: "No signed capture is attached: who took the file or data, when and with what device before they were handed over is outside this proof.",
    });
  }
  return texts;
}

function howTo({ proof, proofDigest }: CertificateFacts): string[] {
  const { name } = mainEntry(proof).statement.type === "file.registered" ? { name: "证明文件和原文件" } : { name: "证明文件" };
  return [
    `向出具单位索取证明文件（SHA-256 为 ${proofDigest}）；用 verify.html（单个网页，从磁盘打开，无需联网）打开${name}。`,
    `或运行命令：yuejian verify 证明.json${proof.kind === "entry" ? " 原文件" : ""} --key 账本密钥${(proof.supplements ?? []).length > 0 ? " --trust 信任文件" : ""}`,
    "账本密钥请从出具单位以外的途径（例如联署的其他单位或法院）取得并逐字比对；联署规则用 --policy 给出。",
    "扫描核验码所得文字与证明文件、检查点逐项比对：不一致即不是同一份证明。",
  ];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function word(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
