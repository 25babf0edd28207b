import type { Text } from "@yuejian/contracts";

/** What the body of a paper has to say, by its title. */
interface Content {
  readonly of: RegExp;
  readonly name: Text;
  /** What shows that it is said. */
  readonly shown: RegExp;
  /** Only where this is told. */
  readonly where?: RegExp;
}

/** What a paper does not say, and whether it stands at its end. */
export interface MissingContent {
  readonly name: Text;
  readonly isClosing: boolean;
}

/** With what a paper that is signed by those who took part ends. */
const CLOSING: ReadonlySet<string> = new Set(["核对笔录的声明", "辩护人或者值班律师的签名", "具结人的签名", "被讯问人、被询问人的签名"]);

const content = (of: RegExp, [zh, en]: readonly [zh: string, en: string], shown: RegExp, where?: RegExp): Content => ({
  of,
  name: { zh, en },
  shown,
  ...(where && { where }),
});

const CRIMINAL = /(?<!公益诉讼|支持|不)起诉书$/;
const NOT_CHARGED = /不起诉决定书$/;
const ON_PROBATION = /附条件不起诉决定书$/;
const PROTEST = /抗诉书$/;
const SUGGESTION = /检察建议书$/;
const CORRECTION = /纠正违法通知书$/;
const QUESTIONED = /(?:讯问|询问)笔录$/;
const HEARING_RECORD = /听证(?:会)?笔录$/;
const HEARING = /听证(?:会)?(?:通知书?|公告)$/;
const PLEA = /认罪认罚具结书$/;
/** Papers that decide or demand by the law. */
const BY_LAW =
  /(?:(?<!救助|不起诉)决定书|(?<!听证|听证会)通知书|(?:再审检察|羁押必要性审查)建议书|(?:公益诉讼|支持)起诉书|检察意见书|通知立案书|通知撤销案件书)$/;

const WHO =
  "(?:[，,：:；（(\\s\\n]|性别[：:\\s]*)[男女](?:[，,；。）)\\s\\n]|$)|出生|生于|[0-9*＊×]{1,4}年[^，。\\n]{1,8}生|公民身份|身份证|身份号码|统一社会信用代码|住所地|住所";

const NOT_SHORT = /^(?![^]*速裁)/;
/** Where he admits what he did the evidence may be left to the file. */
const NOT_ADMITTED = /^(?![^]*(?:认罪认罚|速裁))/;
/** Where one is told that he may appeal, the other has to be told as well. */
const OF_VICTIM = /^(?=[^]*被不起诉人[^。]{0,24}(?:不服|异议))(?=[^]*(?:被害人|被害单位[^]*被害单位))/;
const OF_MINOR = /未成年|(?:小|中|职)学(?:学)?生|满(?:十|1)[0-7一二三四五六七]周岁/;
const REPORT = /(?:公诉案件|涉嫌.{1,20})审查报告$|审查逮捕意见书$/;
const CHARGE_REPORT = /(?:公诉案件|涉嫌.{1,20})审查报告$/;
const RECEIPT = /送达回证$/;
const ON_THE_SPOT = /(?:勘验|检查|搜查|辨认|扣押|提取|侦查实验)(?:、?检查)?笔录$/;
const NUMBER = "[0-9一二三四五六七八九十]+";
const LAW = /《[^《》]{2,40}(?:法|规则|规定|细则|办法|条例|解释|意见|决定)(?:（[^（）]{1,12}）)?》|(?:刑法|诉讼法|监察法|组织法)第/;
/** By the law of procedure, beside the one that was broken. */
const PROCEDURE = /诉讼法》?|检察院[^《》]{0,20}规则/;

/** By whatever word: which one is right is another rule's. */
const ROLE = "(?:被告(?:人|单位)|犯罪嫌疑人|被(?:附条件)?不起诉(?:人|单位))";

/** A law is cited, whichever: whether it is the right one is another rule's. */
const CONTENTS: readonly Content[] = [
  content(
    CRIMINAL,
    ["被告人的身份情况", "who the accused is"],
    new RegExp(`(?:${ROLE}|姓名|^[\\p{Script=Han}·]{2,16}(?=[，,]))(?:(?!移送)[^。]){0,120}?(?:${WHO})`, "mu"),
  ),
  content(CRIMINAL, ["案件来源（侦查终结、移送起诉）", "where the case came from"], /侦查终结|移送|移交|调查终结/),
  content(CRIMINAL, ["权利的告知", "that rights were told"], /告知|权利/, NOT_SHORT),
  content(CRIMINAL, ["查明的事实", "the facts"], /查明|事实|指控/),
  content(CRIMINAL, ["证据", "the evidence"], /证据|证实|证言|供述|证人/, NOT_ADMITTED),
  content(CRIMINAL, ["触犯的刑法条文", "the article that was broken"], /(?:刑法》?[^。]{0,12}|触犯[^。]{0,24})第/),
  content(CRIMINAL, ["起诉的程序法条文", "the article by which it charges"], /(?:诉讼法》?[^。]{0,12}|[根依][据照][^。]{0,40})第/),
  content(CRIMINAL, ["起诉的要求", "that it charges"], /公诉(?!机关|人|案件)|起诉至|诉至|指控|诉请/),
  content(
    NOT_CHARGED,
    ["被不起诉人的身份情况", "who is not charged"],
    new RegExp(`(?:${ROLE}|姓名)(?:(?!移送)[^。]){0,120}?(?:${WHO})`, "u"),
  ),
  content(NOT_CHARGED, ["案件来源（侦查终结、移送起诉）", "where the case came from"], /侦查(?:终结|机关)|移送|移交|调查终结/),
  content(NOT_CHARGED, ["查明的事实", "the facts"], /查明|事实|认定/),
  content(NOT_CHARGED, ["不起诉的决定", "the decision"], /决定(?!书)[^。\n]{0,60}不起诉(?!人)|不起诉(?!人)[^。书]{0,6}决定(?!书)/),
  content(
    NOT_CHARGED,
    ["不起诉的程序法条文", "the article by which nobody is charged"],
    /(?:诉讼法》?[^。]{0,12}|[根依][据照][^。]{0,40}》[^。]{0,4})第/,
  ),
  content(
    NOT_CHARGED,
    ["被害人的申诉权利", "the right of the victim to appeal"],
    /(?:被害|死者|近亲属|受害|权利人|失主)[^。]{0,60}(?:不服|申诉|异议|自诉)|(?:不服|申诉|自诉)[^。]{0,40}被害/,
    OF_VICTIM,
  ),
  content(NOT_CHARGED, ["申诉的权利和期限", "the right to appeal"], /申诉|异议|不服/, /第一百七十七条第二款|情节轻微|附条件/),
  content(
    ON_PROBATION,
    ["考验期", "the period of probation"],
    new RegExp(`考验期[^。；]{0,12}?(?:${NUMBER}个?(?:月|年)|[自从](?=[0-9一二]))|${NUMBER}个月[^。；]{0,8}考验期`),
  ),
  content(ON_PROBATION, ["考验期内的义务", "what has to be kept to"], /遵守|接受矫治|义务|要求/),
  content(PROTEST, ["被抗诉的判决、裁定", "which judgment"], /判决|裁定/),
  content(PROTEST, ["抗诉的理由", "the reasons"], /理由|认为|错误|不当|畸[轻重]/),
  content(SUGGESTION, ["发现的问题", "what was found"], /问题|发现|存在|查明|理由|情形/),
  content(SUGGESTION, ["建议的内容", "what is suggested"], /(?<!检察)建议(?!书|工作)|提出[^。]{0,8}检察建议/),
  content(SUGGESTION, ["回复的要求和期限", "by when an answer is awaited"], /回复|函复|函告|反馈|告知|答复|复函|报送/),
  content(CORRECTION, ["违反的规定", "what was broken"], /违反|不符合|不符|规定/),
  content(CORRECTION, ["纠正的要求", "what has to be put right"], /纠正(?!违法通知)|改正|整改/),
  content(CORRECTION, ["回复的要求", "that an answer is awaited"], /回复|告知|函告|反馈|函复|书面|报送/),
  content(/说明(?:不)?立案理由(?:通知书|的?函)$/, ["说明理由的期限", "by when reasons are awaited"], new RegExp(`${NUMBER}日(?:以)?内`)),
  content(/补充侦查决定书$/, ["补充侦查的期限", "by when it has to be done"], new RegExp(`${NUMBER}个?[月日](?:以)?内|期限`)),
  content(/救助决定书$/, ["救助的金额", "the sum"], /元/),
  content(/(?:取保候审|监视居住)决定书$/, ["期限", "the period"], new RegExp(`期限|${NUMBER}个?[月日]内`)),
  content(/(?:取保候审|监视居住)决定书$/, ["应当遵守的规定", "what has to be kept to"], /遵守|义务|不得/),
  content(QUESTIONED, ["制作笔录的地点", "where it was made"], /地点|在[^。\n]{2,24}(?:室|所|院|局|家中)/),
  content(QUESTIONED, ["讯问、询问的人", "who asks"], /(?:讯问|询问|承办|检察)(?:人|官|员)/),
  content(QUESTIONED, ["权利义务的告知", "that rights were told"], /权利|回避|义务|如实|伪证|辩护/),
  content(
    QUESTIONED,
    ["被讯问人、被询问人的签名", "that who is asked signs"],
    /签名|签字|捺|指印|(?:相符|一样|一致|无误|属实|看过|核对|[^\n]我说的)[^\n]*\n(?!\s*[问答])[^\n]{2,}|(?:被[讯询]问人|犯罪嫌疑人|证人|被害人)[：:\s][^\n]*(?:\n[^\n]*){0,4}$|相符[^问答\n]{4,}$/,
  ),
  content(
    QUESTIONED,
    ["在场的法定代理人或者合适成年人", "the adult who is there"],
    /法定代理人|监护人|合适成年|成年亲属|教师|社工/,
    OF_MINOR,
  ),
  content(
    QUESTIONED,
    ["核对笔录的声明", "that it was read"],
    /(?<!申请)(?:笔录|记录|以上)[^。\n]{0,24}(?:看|读|核对|念|听)|(?:看过|阅看|阅读|宣读|念给)|相符|无误|[我他她](?:说|讲)的/,
  ),
  content(HEARING_RECORD, ["听证的时间", "when it was held"], /时间|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日/),
  content(HEARING_RECORD, ["听证的地点", "where it was held"], /地点|在[^。\n]{2,24}(?:室|厅|院)/),
  content(HEARING_RECORD, ["主持人", "who presides"], /主持/),
  content(PLEA, ["具结人的身份情况", "who signs it"], new RegExp(WHO, "u")),
  content(PLEA, ["量刑建议", "the sentence that is proposed"], /量刑|刑罚|刑期|有期徒刑|拘役|管制|罚金/),
  content(PLEA, ["具结人的签名", "that he signs"], /^(?![^\n]*(?:律师|辩护))[^\n]*(?:签名|签字|捺印|具结人[：:（(]|嫌疑人[：:（(])/m),
  content(PLEA, ["权利的知悉", "that rights are known"], /权利|告知/),
  content(PLEA, ["认罪认罚的内容", "what is admitted"], /罪名|量刑|刑罚|指控|犯罪事实/),
  content(PLEA, ["自愿签署的声明", "that it is signed freely"], /自愿/),
  content(
    PLEA,
    ["辩护人或者值班律师的签名", "that counsel signs"],
    /(?:辩护人|律师)[^。\n]{0,24}(?:签名|签字|[：:])|(?:签名|签字)[^。\n]{0,12}(?:辩护人|律师)/,
  ),
  content(REPORT, ["犯罪嫌疑人的身份情况", "who is accused"], new RegExp(WHO, "u")),
  content(CHARGE_REPORT, ["查明的事实", "the facts"], /事实|查明/),
  content(CHARGE_REPORT, ["证据", "the evidence"], /证据|证实|证言|供述/),
  content(REPORT, ["审查意见", "what is proposed"], /意见|建议|结论|拟/),
  content(RECEIPT, ["送达的文书", "what is served"], /书|文件|名称/),
  content(RECEIPT, ["受送达人", "whom it is served on"], /受送达|被送达|收件|当事人/),
  content(RECEIPT, ["签收", "that it was received"], /签|收到|代收|留置/),
  content(ON_THE_SPOT, ["制作笔录的时间", "when it was made"], /[0-9]{1,2}(?:时|点|[：:][0-9]{2})|日/),
  content(ON_THE_SPOT, ["制作笔录的地点", "where it was made"], /地点|现场|位于|在/),
  content(ON_THE_SPOT, ["见证人", "a witness"], /见证|全程(?:同步)?录/),
  content(/赔偿决定书$/, ["赔偿的金额", "the sum"], /元/),
  content(/通知立案书$/, ["立案的期限", "by when it has to be filed"], new RegExp(`${NUMBER}日`)),
  content(/检察意见书$/, ["意见的内容", "what is proposed"], /建议|应当|予以|给予|请/),
  content(/(?:公示|公告)$/, ["期限", "for how long"], new RegExp(`${NUMBER}(?:日|天|个工作日|个月)`)),
  content(/(?<!附带民事)公益诉讼起诉书$/, ["诉讼请求", "what is claimed"], /请求|判令/),
  content(/量刑建议书$/, ["建议的刑罚", "the sentence"], /有期徒刑|拘役|管制|罚金|缓刑|免予|无期|死刑/),
  content(HEARING, ["听证的时间", "when it is held"], new RegExp(`${NUMBER}日[^。]{0,12}(?:[时点]|[上下]午)|[0-9][:：][0-9]{2}`)),
  content(HEARING, ["听证的地点", "where it is held"], /地点|室|厅|在[^。\n]{2,24}(?:院|楼)/),
  content(/告知书$/, ["告知的权利", "the rights"], /权|可以/),
  content(PROTEST, ["程序法的依据", "the law of procedure that it goes by"], PROCEDURE),
  content(BY_LAW, ["法律依据", "the law that it goes by"], LAW),
];

/** Where nobody has signed yet, a text is not asked for what is signed by hand. */
const SIGNED = /签名|签字|捺/;

/** Shorter than this nothing is said but the form. */
const LEAST = 120;

/** What the body of a paper should say and does not. */
export function contentsMissing(titles: readonly string[], body: string): readonly MissingContent[] {
  const title =
    body.length < LEAST && !titles.some((line) => RECEIPT.test(line))
      ? undefined
      : titles.find((line) => CONTENTS.some(({ of }) => of.test(line)));
  if (title === undefined) return [];
  const isSigned = SIGNED.test(body);
  return CONTENTS.filter(({ of, shown, where }) => of.test(title) && (where?.test(body) ?? true) && !shown.test(body))
    .map(({ name }) => ({ name, isClosing: CLOSING.has(name.zh) }))
    .filter(({ isClosing }) => isSigned || !isClosing);
}
