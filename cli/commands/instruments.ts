import { writeFile } from "node:fs/promises";
import { CASE_PAPERS, TEMPLATE_KINDS, YuejianError } from "@yuejian/contracts";
import type { CaseDetail, NewReplyLink, OfficialDocumentView, PaperView, ReplyLinkView, TemplatesView } from "@yuejian/contracts/api";
import { misused } from "../arguments.ts";
import { table } from "../output.ts";
import { addressOf, readCommand } from "./cases.ts";
import type { Command } from "./command.ts";

const caseInstrument: Command = {
  name: "case instrument",
  usage: "case instrument ID [--out FILE.docx|FILE.pdf]",
  summary: {
    zh: "显示案件的文书；--out 写成 Word 或者 PDF 文件（GB/T 9704 格式）",
    en: "Show the instrument of a case; --out writes it as a Word or PDF file (GB/T 9704)",
  },
  options: { out: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: caseInstrument.usage });
    const api = await client();
    const document = await api.get<OfficialDocumentView>(`${addressOf(id)}/instrument`);
    const out = given.text("out");
    if (out !== undefined) await writeFile(out, await api.getBytes(`${addressOf(id)}/instrument/content?format=${formatOf(out)}`));
    output.result(out === undefined ? document : { ...document, file: out }, () => [
      ...(out === undefined ? [] : [out, ""]),
      ...lines(document),
    ]);
    return 0;
  },
};

const formatOf = (file: string) => (file.toLowerCase().endsWith(".pdf") ? "pdf" : "docx");

function lines({ issuer, marks, number, title, addressee, paragraphs, date, copies }: OfficialDocumentView): string[] {
  return [
    ...marks,
    `${issuer}  ${number ?? "—"}`,
    title,
    ...(addressee === null ? [] : [`${addressee}：`]),
    ...paragraphs.map(({ text }) => `　　${text}`),
    `${issuer}  ${date ?? "—"}`,
    ...(copies === "" ? [] : [`抄送：${copies}`]),
  ];
}

const casePaper: Command = {
  name: "case paper",
  usage: `case paper ID [${Object.keys(CASE_PAPERS).join("|")}] [--out FILE.docx|FILE.pdf]`,
  summary: {
    zh: "出具回复回执或者回头看报告（编号、存证）；不写种类时列出已出具的",
    en: "Issue a receipt of the reply or a look-back report, numbered; without a kind, list those issued",
  },
  options: { out: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id, kind] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: casePaper.usage });
    const api = await client();
    const { locale } = output;
    const papers =
      kind === undefined
        ? (await api.get<CaseDetail>(addressOf(id))).papers
        : [await api.post<PaperView>(`${addressOf(id)}/papers`, { kind })];
    const out = given.text("out");
    const last = papers.at(-1);
    if (out !== undefined && last)
      await writeFile(out, await api.getBytes(`${addressOf(id)}/papers/${last.id}/content?format=${formatOf(out)}`));
    output.result(papers, () =>
      table(
        ["id", "kind", "number", "at"],
        papers.map((paper) => [paper.id, CASE_PAPERS[paper.kind][locale], paper.number, paper.at]),
      ),
    );
    return 0;
  },
};

const caseLink: Command = {
  name: "case link",
  usage: "case link ID [--until YYYY-MM-DD] [--revoke LINK --reason TEXT]",
  summary: {
    zh: "收文单位的回复链接：--until 发出一个（只显示一次），--revoke 撤回，否则列出",
    en: "Reply links of the receiver: --until issues one (shown once), --revoke ends one, else they are listed",
  },
  options: { until: { type: "string" }, revoke: { type: "string" }, reason: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    const [until, revoked] = [given.text("until"), given.text("revoke")];
    if (id === undefined || (until !== undefined && revoked !== undefined)) throw new YuejianError("USAGE", { reason: caseLink.usage });
    const api = await client();
    const path = `${addressOf(id)}/reply-links`;
    if (until !== undefined) {
      const issued = await api.post<NewReplyLink>(path, { expiresOn: until });
      output.result(issued, () => [`/reply#${issued.token}`, ...listed([issued.link])]);
      output.note(
        output.locale === "zh"
          ? "在控制台的地址后面加上这一段交给收文单位；链接只显示这一次"
          : "Give it to the receiver behind the console's address; it is shown this once",
      );
      return 0;
    }
    if (revoked !== undefined)
      await api.post<ReplyLinkView>(`${path}/${encodeURIComponent(revoked)}/revoke`, { reason: given.text("reason") ?? "" });
    const { links } = await api.get<CaseDetail>(addressOf(id));
    output.result(links, () => listed(links));
    return 0;
  },
};

function listed(links: readonly ReplyLinkView[]): string[] {
  return table(
    ["id", "state", "receiver", "until", "seen"],
    links.map(({ id, state, receiver, expiresAt, seenAt }) => [id, state, receiver, expiresAt.slice(0, 10), seenAt ?? "–"]),
  );
}

const caseTemplate: Command = {
  name: "case template",
  usage: "case template OFFICE [KIND] [--set FILE.json --note TEXT]",
  summary: {
    zh: "单位的文书模板：列出、显示；--set 以 {title, text, copies, outline} 存为新版本",
    en: "Templates of an office: list or show them; --set saves {title, text, copies, outline} as a new version",
  },
  options: { set: { type: "string" }, note: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [office, kind] = given.words;
    if (office === undefined) throw new YuejianError("USAGE", { reason: caseTemplate.usage });
    const api = await client();
    const { locale } = output;
    const { items } = await api.get<TemplatesView>("/api/instrument-templates", { office });
    if (kind === undefined) {
      output.result(items, () =>
        table(
          ["kind", "title", "version"],
          items.map((item) => [item.kind, item.title[locale], item.version]),
        ),
      );
      return 0;
    }
    const now = items.find((item) => item.kind === kind);
    if (!now)
      throw misused(
        `没有文书种类 ${kind}：${Object.keys(TEMPLATE_KINDS).join("、")}`,
        `There is no kind ${kind}: ${Object.keys(TEMPLATE_KINDS).join(", ")}`,
      );
    const file = given.text("set");
    if (file === undefined) {
      output.result(now, () => [now.texts.title, "", now.texts.text, "", `抄送：${now.texts.copies}`, "", now.texts.outline]);
      return 0;
    }
    const texts = { ...now.texts, ...(await readCommand(file, "--set")) };
    const changed = await api.post<TemplatesView>(`/api/instrument-templates/${kind}`, {
      office,
      version: now.version,
      texts,
      note: given.text("note") ?? "",
    });
    const after = changed.items.find((item) => item.kind === kind);
    output.result(after, () => [`${kind}  v${after?.version ?? ""}`]);
    return 0;
  },
};

export const instrumentCommands: readonly Command[] = [caseInstrument, casePaper, caseLink, caseTemplate];
