import type { DocumentFormat, ParagraphFormat, Text } from "@yuejian/contracts";
import type { CheckedDocument, CheckedParagraph } from "../document.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";
import { STANDARD } from "./format.ts";

/** Paragraphs in which a head stands: marks, office, blank lines, number, title of some lines, addressee. */
const HEAD_LINES = 24;
const LONGEST_TITLE = 50;

const NUMBER = /^\s*[\p{Script=Han}]{2,20}[〔[（(【][0-9]{2,4}[〕\])）】]第?[0-9]+号(?=\s|$|签发人)/u;
const OFFICE =
  /^[\p{Script=Han}、（）]{2,40}(?:人民检察院|人民法院|人民政府|公安局|公安厅|司法局|司法厅|委员会|办公室|管理局|管理厅|监察委|局|厅|部|办)(?:文件)?$/u;
/** 请示 and 报告 go upward: whoever signs them is named beside the number. */
const UPWARD = /(?:请示|报告)$/;
const OFFICIAL = /(?:通知|通报|请示|报告|意见|批复|议案|函)$/;
const LETTER = /函$/;
/** Legal documents with a red head where they are set as an official document; their own template has none. */
const LEGAL = /(?:检察建议书|检察意见书)$/;
/** Reports and notices of a case, which end alike. */
const OF_A_CASE = /(?:审查|审结|调查|侦查|结案|复查|评估|鉴定|检验|尸检)报告$|听证(?:会)?通知$/;
const ADDRESSEE = /^[\p{Script=Han}（）()、，,\s]{3,80}[：:]$/u;

interface HeadLine {
  readonly paragraph: CheckedParagraph;
  readonly look: ParagraphFormat;
  /** Without white space, which spreads letters over the line. */
  readonly bare: string;
}

/** The head of a document that is sent to others: its lines by what they are. */
interface Head {
  readonly lines: readonly HeadLine[];
  /** The last line of the office above the number; null: there is none. */
  readonly mark: HeadLine | null;
  readonly number: number;
  readonly title: number;
  readonly isLetter: boolean;
  readonly isUpward: boolean;
  /** What is set otherwise than by a paragraph may hold what is missed: a picture, a box, a table, the header of the page. */
  readonly mayHoldMore: boolean;
}

/** Null: the document is of a kind without a red head, or goes to nobody. Documents of their own template (the title above the number) have none. */
function headOf({ paragraphs }: CheckedDocument, format: DocumentFormat): Head | null {
  const lines = paragraphs.slice(0, HEAD_LINES).flatMap((paragraph, at): HeadLine[] => {
    const look = format.paragraphs[at];
    return look ? [{ paragraph, look, bare: paragraph.text.replaceAll(/\s/g, "") }] : [];
  });
  const number = lines.findIndex(({ paragraph: { text } }) => NUMBER.test(text));
  const addressee = lines.findIndex(({ paragraph: { text } }, at) => at > number && ADDRESSEE.test(text.trim()));
  if (number < 0 || addressee < 0) return null;
  const title = lines.findLastIndex(
    ({ bare }, at) => at < addressee && at !== number && bare.length <= LONGEST_TITLE && (OFFICIAL.test(bare) || LEGAL.test(bare)),
  );
  const named = lines[title]?.bare ?? "";
  if (title < 0 || OF_A_CASE.test(named) || (LEGAL.test(named) && title < number)) return null;
  const above = lines.slice(0, number);
  return {
    lines: lines.slice(0, addressee),
    mark: above.findLast(({ bare }, at) => at !== title && OFFICE.test(bare)) ?? null,
    number,
    title,
    isLetter: LETTER.test(named),
    isUpward: UPWARD.test(named),
    mayHoldMore:
      format.hasHeader || lines.slice(0, addressee).some(({ look }) => look.isInTable || look.drawn.some(({ kind }) => kind === "other")),
  };
}

const whole = ({ paragraph: { text, start } }: HeadLine, reason: Text): RuleHit => ({
  start,
  end: start + text.length,
  suggestion: null,
  reason,
});

/** From the red of a screen to the darker ones of printers. */
function isRed(color: string): boolean {
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
  return red >= 0xa0 && green <= 0x60 && blue <= 0x60;
}
const called = (color: string | null): Text =>
  color === null || color === "000000" ? { zh: "黑色", en: "black" } : { zh: `颜色 ${color}`, en: `the colour ${color}` };

const PREPRINTED: Text = { zh: "（用预印红头纸套印的不必改）", en: " (nothing to change where it is printed on paper with a red head)" };

/** 发文机关标志: there, red, centred (7.2.4). */
function* mark(head: Head): Generator<RuleHit> {
  const { mark: office, lines, number, mayHoldMore } = head;
  if (!office) {
    if (!mayHoldMore)
      yield whole(lines[number] as HeadLine, {
        zh: `发文字号之上没有发文机关标志（发文机关名称，可加“文件”二字，红色，居中）${PREPRINTED.zh}`,
        en: `above the number stands no office in red, centred${PREPRINTED.en}`,
      });
    return;
  }
  const { color, isInTable } = office.look;
  const isColourKnown = color !== null || !isInTable;
  if (isColourKnown && !isRed(color ?? "000000"))
    yield whole(office, {
      zh: `发文机关标志用红色，这里是${called(color).zh}`,
      en: `the office of the head is red; here it is of ${called(color).en}`,
    });
  else if (!isInTable && !isCentred(office)) yield whole(office, { zh: "发文机关标志居中排布", en: "the office of the head is centred" });
}

/** Also letters spread over the line, and what somebody centred by white space. */
const isCentred = ({ look: { alignment }, paragraph: { text } }: HeadLine): boolean =>
  alignment === "center" || alignment === "distribute" || alignment === "both" || /^\s{2,}/.test(text);

/** The red line below the number, of the width of the text (7.2.7); of a letter below the office (10.1). */
function* line({ mark: office, lines, number, title, mayHoldMore }: Head): Generator<RuleHit> {
  // Without an office the whole head is missing, which is told once.
  if (!office || title < number) return;
  const place = lines[number] as HeadLine;
  const colors = lines.flatMap(({ look: { drawn, lineAbove, lineBelow } }) => [
    ...[lineAbove, lineBelow].filter((color) => color !== null),
    ...drawn.flatMap((shape) => (shape.kind === "line" ? [shape.color] : [])),
  ]);
  if (colors.length === 0 && !mayHoldMore)
    yield whole(place, {
      zh: `发文字号之下 4 mm 处没有与版心等宽的红色分隔线${PREPRINTED.zh}`,
      en: `below the number stands no red line of the width of the text${PREPRINTED.en}`,
    });
  else if (colors.length > 0 && colors.every((color) => color !== null && !isRed(color)))
    yield whole(place, {
      zh: `版头的分隔线用红色，这里是${called(colors[0] ?? null).zh}`,
      en: `the line of the head is red; here it is of ${called(colors[0] ?? null).en}`,
    });
}

/** Below the office and above the title, centred; of what goes upward on the left, with whoever signs it (7.2.5, 7.2.6). */
function* place({ mark: office, lines, number, title, isLetter, isUpward, mayHoldMore }: Head): Generator<RuleHit> {
  const at = lines[number] as HeadLine;
  if (title < number) {
    if (office)
      yield whole(at, { zh: "发文字号在发文机关标志之下、标题之上", en: "the number stands below the office and above the title" });
    return;
  }
  if (!office) return;
  const signer = lines.slice(0, title).some(({ bare }) => bare.includes("签发人"));
  if (isUpward && !signer && !mayHoldMore)
    yield whole(at, {
      zh: "请示、报告是上行文：发文字号居左空一字，同一行居右标注“签发人：”和姓名",
      en: "it goes upward: the number stands on the left, and 签发人： with the name on the right of the same line",
    });
  else if (!isUpward && !signer && !isLetter && !at.look.isInTable && !isCentred(at))
    yield whole(at, { zh: "发文字号在发文机关标志之下居中排布", en: "the number is centred below the office" });
}

const ofHead =
  (find: (head: Head) => Iterable<RuleHit>) =>
  (document: CheckedDocument, { format }: CheckContext): Iterable<RuleHit> => {
    const head = format ? headOf(document, format) : null;
    return head ? find(head) : [];
  };

export const RED_HEAD_RULES: readonly DocumentRule[] = [
  {
    id: "format-red-head",
    title: { zh: "红头（发文机关标志）", en: "Red head: the office" },
    severity: "hint",
    source: `${STANDARD} 7.2.4`,
    find: ofHead(mark),
  },
  {
    id: "format-red-line",
    title: { zh: "红头（红色分隔线）", en: "Red head: the line" },
    severity: "hint",
    source: `${STANDARD} 7.2.7`,
    find: ofHead(line),
  },
  {
    id: "format-number-place",
    title: { zh: "红头（发文字号和签发人的位置）", en: "Red head: place of number and signer" },
    severity: "hint",
    source: `${STANDARD} 7.2.5、7.2.6`,
    find: ofHead(place),
  },
];
