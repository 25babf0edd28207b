import type { DocumentFormat, ParagraphFormat, Text } from "@yuejian/contracts";
import type { CheckedDocument, CheckedParagraph } from "../document.ts";
import { daysIn, writtenDaysIn } from "../facts/dates.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

export const STANDARD = "GB/T 9704-2012";

/** GB/T 9704-2012, 5.2: millimetres of the page and its text block, and lines of a page. */
const PAGE = { width: 210, height: 297, top: 37, left: 28, textWidth: 156, textHeight: 225, lines: 22 } as const;
/** The standard allows a millimetre for the two edges that it names. */
const TOLERANCE = 1.05;
/** 二号 and 三号, in points. */
const [TITLE_POINTS, BODY_POINTS] = [22, 16] as const;

interface Font {
  readonly name: string;
  readonly pattern: RegExp;
}
const FONTS = {
  title: { name: "小标宋体", pattern: /小标宋|XiaoBiaoSong/i },
  body: { name: "仿宋体", pattern: /仿宋|FangSong/i },
  item: { name: "楷体", pattern: /楷体|KaiTi/i },
  clause: { name: "黑体", pattern: /黑体|SimHei/i },
} as const satisfies Record<string, Font>;

/** Lines in which the number of a document stands. */
const FIRST_LINES = 10;
const NUMBER = /^\s*[\p{Script=Han}]{2,20}[〔[（(【][0-9]{2,4}[〕\])）】](?:第)?[0-9]+号\s*$/u;
const TITLE = /(?:通知|决定|决议|报告|意见|函|请示|批复|纪要|通报|公告|通告|方案|办法|规定|建议书|通知书|决定书|告知书|起诉书)$/;

/** The standard is for documents with a number; notes, records and drafts have none. */
export const isOfficial = ({ paragraphs }: CheckedDocument): boolean =>
  paragraphs.slice(0, FIRST_LINES).some(({ text }) => NUMBER.test(text));

const whole = ({ text, start }: CheckedParagraph, reason: Text): RuleHit => ({
  start,
  end: start + text.length,
  suggestion: null,
  reason,
});

function* page(document: CheckedDocument, format: DocumentFormat): Generator<RuleHit> {
  const [first] = document.paragraphs;
  const [section] = format.sections;
  if (!first || !section) return;
  const { width, height, top, bottom, left, right } = section;
  const faults: Text[] = [];
  const told = (name: Text, value: number | null, due: number): void => {
    if (value !== null && Math.abs(value - due) > TOLERANCE)
      faults.push({
        zh: `${name.zh} ${value.toFixed(0)} mm，应当是 ${due} mm`,
        en: `${name.en} ${value.toFixed(0)} mm instead of ${due}`,
      });
  };
  told({ zh: "纸宽", en: "width" }, width, PAGE.width);
  told({ zh: "纸高", en: "height" }, height, PAGE.height);
  told({ zh: "天头（上白边）", en: "top margin" }, top, PAGE.top);
  told({ zh: "订口（左白边）", en: "left margin" }, left, PAGE.left);
  if (width !== null && left !== null && right !== null) told({ zh: "版心宽", en: "text width" }, width - left - right, PAGE.textWidth);
  if (height !== null && top !== null && bottom !== null) told({ zh: "版心高", en: "text height" }, height - top - bottom, PAGE.textHeight);
  if (faults.length > 0) yield whole(first, { zh: faults.map(({ zh }) => zh).join("；"), en: faults.map(({ en }) => en).join("; ") });
}

/** Lines of a page by its grid, else by the fixed distance of the body's lines. */
function* lines(document: CheckedDocument, format: DocumentFormat): Generator<RuleHit> {
  const [first] = document.paragraphs;
  const [section] = format.sections;
  if (!first || !section || section.height === null || section.top === null || section.bottom === null) return;
  const fixed = bodyOf(document, format).flatMap(({ look: { linePoints } }) => linePoints ?? []);
  const pitch =
    fixed.length > 0 ? ((fixed.toSorted((one, other) => one - other)[fixed.length >> 1] as number) * 25.4) / 72 : section.linePitch;
  if (pitch === null || pitch <= 0) return;
  const count = Math.floor((section.height - section.top - section.bottom) / pitch + 0.05);
  if (count !== PAGE.lines)
    yield whole(first, { zh: `每面 ${count} 行，一般每面排 ${PAGE.lines} 行`, en: `${count} lines a page instead of ${PAGE.lines}` });
}

interface Styled {
  readonly paragraph: CheckedParagraph;
  readonly look: ParagraphFormat;
}

const styled = ({ paragraphs }: CheckedDocument, { paragraphs: looks }: DocumentFormat): Styled[] =>
  paragraphs.flatMap((paragraph, at) => (looks[at] && paragraph.text.trim() !== "" ? [{ paragraph, look: looks[at] }] : []));

/** Shorter paragraphs are titles, headings, signatures. */
const BODY_LENGTH = 36;
const HEADING_LENGTH = 40;

const bodyOf = (document: CheckedDocument, format: DocumentFormat): Styled[] =>
  styled(document, format).filter(({ paragraph: { text }, look }) => !look.isInTable && text.trim().length > BODY_LENGTH);

/** The first paragraph that is set otherwise, with how many there are. Of what the file does not name nothing is said. */
function* setOtherwise(all: readonly Styled[], { name, pattern }: Font, points: number, what: Text): Generator<RuleHit> {
  const wrong = all.filter(
    ({ look }) => (look.font !== null && !pattern.test(look.font)) || (look.points !== null && look.points !== points),
  );
  const [first] = wrong;
  if (!first) return;
  const { font, points: own } = first.look;
  yield whole(first.paragraph, {
    zh: `${what.zh}用${points === TITLE_POINTS ? "二" : "三"}号${name}，这里是${font ?? "未写明字体"}${own === null ? "" : ` ${own} 磅`}${wrong.length > 1 ? `；同样的共 ${wrong.length} 段` : ""}`,
    en: `${what.en}: ${name} of ${points} pt; here ${font ?? "no font"}${own === null ? "" : ` ${own} pt`}${wrong.length > 1 ? `; ${wrong.length} paragraphs in all` : ""}`,
  });
}

function* fonts(document: CheckedDocument, format: DocumentFormat): Generator<RuleHit> {
  const all = styled(document, format);
  const number = all.findIndex(({ paragraph }) => NUMBER.test(paragraph.text));
  // The heading of the office above the number has letters of its own size.
  const title = all
    .slice(0, FIRST_LINES)
    .filter(({ paragraph: { text } }, at) => at !== number && text.trim().length <= HEADING_LENGTH && TITLE.test(text.trim()))
    .at(-1);
  if (title) yield* setOtherwise([title], FONTS.title, TITLE_POINTS, { zh: "标题", en: "title" });
  const headings = all.filter(
    ({ paragraph: { text }, look }) => !look.isInTable && text.trim().length <= HEADING_LENGTH && !/。./.test(text),
  );
  const level = (pattern: RegExp): Styled[] => headings.filter(({ paragraph: { text } }) => pattern.test(text));
  yield* setOtherwise(level(/^\s*[一二三四五六七八九十]{1,3}、/), FONTS.clause, BODY_POINTS, {
    zh: "第一层标题",
    en: "headings of the first level",
  });
  yield* setOtherwise(level(/^\s*（[一二三四五六七八九十]{1,3}）/), FONTS.item, BODY_POINTS, {
    zh: "第二层标题",
    en: "headings of the second level",
  });
  const marked = /^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)/;
  yield* setOtherwise(
    bodyOf(document, format).filter(({ paragraph: { text } }) => !marked.test(text)),
    FONTS.body,
    BODY_POINTS,
    { zh: "正文", en: "body" },
  );
}

function* pageNumber(document: CheckedDocument, format: DocumentFormat): Generator<RuleHit> {
  const [first] = document.paragraphs;
  if (first && !format.hasPageNumber)
    yield whole(first, { zh: "页脚没有页码（四号半角宋体，数字左右各一条一字线）", en: "no page number in the footer" });
}

/** 〔2026〕第012号: the number has no 第 and no noughts before it (7.2.5). */
function* sequenceNumber({ paragraphs }: CheckedDocument): Generator<RuleHit> {
  for (const { text, start } of paragraphs.slice(0, FIRST_LINES)) {
    const found = /(?<=〔[0-9]{4}〕)(第?0*)([1-9][0-9]*)(?=号\s*$)/.exec(text);
    if (!found || found[1] === "") continue;
    yield {
      start: start + found.index,
      end: start + found.index + found[0].length,
      suggestion: found[2] ?? null,
      reason: { zh: "发文顺序号不加“第”字，不编虚位", en: "the number has neither 第 nor noughts before it" },
    };
  }
}

/** Names of attachments have no mark behind them (7.3.4). */
function* attachments(document: CheckedDocument): Generator<RuleHit> {
  if (!isOfficial(document)) return;
  let isIn = false;
  for (const { text, start } of document.paragraphs) {
    // Behind the day of a legal document it is a list of what goes along, in clauses.
    if (isDayAlone(text)) return;
    if (/^\s*附件[：:]/.test(text)) isIn = true;
    else if (!/^\s*[0-9]{1,2}[.．、]/.test(text)) isIn = false;
    const mark = isIn ? /(?<=[\p{Script=Han}》）])[；。，;,.]\s*$/u.exec(text) : null;
    if (mark)
      yield {
        start: start + mark.index,
        end: start + mark.index + 1,
        suggestion: "",
        reason: { zh: "附件名称后不加标点符号", en: "the name of an attachment has no mark behind it" },
      };
  }
}

function isDayAlone(text: string): boolean {
  const line = text.trim();
  return writtenDaysIn(line).some(({ start, end }) => start === 0 && end === line.length);
}

/** The day under a document has no noughts before month and day (7.3.5.4). */
function* signedDay(document: CheckedDocument): Generator<RuleHit> {
  if (!isOfficial(document)) return;
  for (const { text, start } of document.paragraphs.slice(-10)) {
    const [day] = daysIn(text.trim());
    if (!day || day.start !== 0 || day.end !== text.trim().length || !/年0|月0/.test(text)) continue;
    const at = start + text.indexOf(text.trim());
    yield {
      start: at,
      end: at + text.trim().length,
      suggestion: text.trim().replace(/年0/, "年").replace(/月0/, "月"),
      reason: { zh: "成文日期的月、日不编虚位（1 不写成 01）", en: "month and day without noughts before them" },
    };
  }
}

const ofFormat =
  (find: (document: CheckedDocument, format: DocumentFormat) => Iterable<RuleHit>) =>
  (document: CheckedDocument, { format }: CheckContext): Iterable<RuleHit> =>
    format && isOfficial(document) ? find(document, format) : [];

export const FORMAT_RULES: readonly DocumentRule[] = [
  {
    id: "format-page",
    title: { zh: "页面和版心", en: "Page and text block" },
    severity: "hint",
    source: `${STANDARD} 5.1、5.2.1`,
    find: ofFormat(page),
  },
  {
    id: "format-lines",
    title: { zh: "每面行数", en: "Lines of a page" },
    severity: "hint",
    source: `${STANDARD} 5.2.3`,
    find: ofFormat(lines),
  },
  {
    id: "format-font",
    title: { zh: "字体字号", en: "Fonts and sizes" },
    severity: "hint",
    source: `${STANDARD} 5.2.2、7.3.1、7.3.3`,
    find: ofFormat(fonts),
  },
  {
    id: "format-page-number",
    title: { zh: "页码", en: "Page number" },
    severity: "hint",
    source: `${STANDARD} 7.5`,
    find: ofFormat(pageNumber),
  },
  {
    id: "format-number",
    title: { zh: "发文顺序号", en: "Number of the document" },
    severity: "warning",
    source: `${STANDARD} 7.2.5`,
    find: sequenceNumber,
  },
  {
    id: "format-attachment",
    title: { zh: "附件说明", en: "Note of attachments" },
    severity: "warning",
    source: `${STANDARD} 7.3.4`,
    find: attachments,
  },
  {
    id: "format-day",
    title: { zh: "成文日期写法", en: "Form of the day" },
    severity: "warning",
    source: `${STANDARD} 7.3.5.4`,
    find: signedDay,
  },
];
