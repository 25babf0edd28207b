import type { CheckedDocument } from "../document.ts";
import { readOnce } from "./read-once.ts";
import { groupOf, ROLE_WORDS } from "./roles.ts";
import { SURNAMES } from "./surnames.ts";
import { numberOf } from "./written-number.ts";

/** What is counted: what was done, people, houses, points of a text, or things. */
export type Counted = "acts" | "people" | "houses" | "points" | "things";

/** How many of something a document tells. */
export interface ToldCount {
  readonly count: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly unit: string;
  readonly of: Counted;
  /** What follows the unit: 银行卡 of 三张银行卡. */
  readonly noun: string;
  /** The clause up to it. */
  readonly lead: string;
}

const UNITS: Readonly<Record<Counted, string>> = {
  acts: "批(?!准|评|发|复|捕|量|示|次|文|改)|起|次|笔|宗|场|晚|(?<=分[0-9一二两三四五六七八九十]{1,2})期|回(?!购|避|复|收|家|到|来|去|款|报)|单(?=业务|生意|交易|，|。|共)|桩|趟|下(?=[，。；、）])",
  people:
    "人|名|位|个(?=，(?:都|我|他|分别|一个|有|是))|(?=被告(?!席)|原告|犯罪嫌疑人|被不起诉人|嫌疑人|申请人|被申请人|罪犯|上诉人)|个人|个(?=被害|受害|同伙|员工|工人|学生|孩子|老人|客户|朋友)",
  houses:
    "家|户|所|处|地(?=的|均|共|、|，)|(?<=、\\p{Script=Han}{2,12}[0-9一二两三四五六七八九十])(?:地(?![区方点块铁址面上下带])|部门|单位|县(?!级)|市(?![区民场委面])|省(?!委)|[村镇](?![民长干]))|个(?=\\p{Script=Han}{1,3}[组队](?![织成长建员伍])|班组|小组|夜间|路段|点位|企业|单位|公司|商户|店|场所|村|乡镇|乡|镇|街道|社区|县|部门|小区|工地|站点|网点|机构|学校)",
  points:
    "(?<=[共上述为分等计][0-9一二三四五六七八九十]{1,2})组(?!织|成|长|建|员|装)|项|类|样|罪(?=并罚)|个(?=罪|[：:])|点(?=[：:]|[，。](?:其一|第一|一是))|点(?=\\p{Script=Han}{0,4}(?:意见|建议|理由|问题|要求|事实|情况|措施|原因))|方面|个方面|个问题|种|条(?=意见|建议|措施|理由|线索|规定|整改)|个(?=\\p{Script=Han}{2,4}情节|渠道|途径|品种|名目|批次|环节|问题|方面|层面|阶段|步骤|情节|理由|部分)",
  things:
    "艘|栋|座|间|架|根|桶|副|双|顶|[卡车船机楼房犬](?=均|分别|各|共|合计|先后|依次)|张|部|台|辆|本|件|套|册|份|条|枚|支|把|只|头|株|棵|箱|盒|包|瓶|袋|块|幅|页|个(?=账户|账号|手机号|号码|微信|银行|包裹|项目|地块|图斑|标段|合同|卡|路段|点位)",
};
const NUMBER = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}";
/** Not 第三次, 前三起, 每次, 三次以上, 约三次. */
const TOLD = new RegExp(
  `(?<![第每约近数之超0-9零〇一二两三四五六七八九十百千万.．〔（(年月]|前|(?<![先前])后)(?!0|(?<=某)[0-9])(?<number>${NUMBER})(?:余|多)?(?:${Object.entries(
    UNITS,
  )
    .map(([of, units]) => `(?<${of}>${units})`)
    .join(
      "|",
    )})(?!以上|以下|以内|[前后]|多(?!次)|余|数|记|左右|之一|月|年|半|次数?以|(?<=人)次|或者?多|(?<=二次)[装结手供搬污加开元审鉴补])`,
  "gu",
);

/** What may be, or has to be: 至少召开两次, 超过三次. */
const LIMIT = /(?:超过|至少|至多|最多|最少|不足|不满|不少于|不多于|起码|不低于|不高于|限于|召开)$/;
/** 三至五人 */
const RANGE = /[一二三四五六七八九十0-9]至$/;
/** Goes on with numbers of things: 第三、四、五条. */
const ORDINAL = /第[零〇一二三四五六七八九十百千0-9、至和]+$/;
/** Said of several, so that one is none of them. */
const OF_SEVERAL =
  /^[^，。；、]{0,12}，[^，。；、0-9]{0,10}分别为?[0-9]|^[^，。；、]{0,10}?(?:均(?![价未不无])|分别|相加|合计|共计|总计|一共)|^[^。；\n]{0,30}，(?:这|该|上述)?[两二三四五六七八九](?:[卡车船人家户店起次笔处者项]|[张台辆部份]\p{Script=Han})/u;

/** 甲、乙一人; 一名职工（甲、乙）. */
const SEVERAL_BEFORE = /、[^，。；、0-9]{1,15}[^同或者某，。；、0-9]$/;
const SEVERAL_BESIDE = /^[^，。；、]{0,10}（[^（）]*、/;

/** Every number of what can be counted, of which there are two or more, or one that is said to be all. */
export const countsTold = readOnce(({ text }: CheckedDocument): readonly ToldCount[] =>
  [...text.matchAll(TOLD)].flatMap((found): ToldCount[] => {
    const groups = found.groups ?? {};
    const of = (Object.keys(UNITS) as Counted[]).find((each) => groups[each] !== undefined);
    const written = groups["number"] ?? "";
    const [start, end] = [found.index, found.index + found[0].length];
    const lead = /[^，。；：\n]*$/.exec(text.slice(Math.max(0, start - 160), start))?.[0] ?? "";
    const count = numberOf(written);
    if (!of || /[余多]/.test(found[0].slice(written.length, written.length + 1)) || count < 1) return [];
    if (LIMIT.test(lead) || ORDINAL.test(lead) || RANGE.test(lead) || (groups[of] === "类" && /[为属是系于]$/.test(lead))) return [];
    // 二类：……, one of several classes.
    if (
      /^\s*$/.test(lead) &&
      text.charAt(end) === "：" &&
      /^(?:\n|)$/.test(text.slice(Math.max(0, start - lead.length - 1), start - lead.length))
    )
      return [];
    if (
      count === 1 &&
      !text.startsWith("退回补充", end) &&
      !/(?:被告人|犯罪嫌疑人|被不起诉人)[^，。；]{0,4}共计?$/.test(lead) &&
      !/(?:[共总]|以上|上述|作案|先后)(?!.*[0-9二两三四五六七八九十][个名人项起次条件])|等$/.test(lead) &&
      !(of === "acts" && lead.endsWith("这")) &&
      !(
        /^[人名位]$/.test(groups[of] ?? "") &&
        ((SEVERAL_BEFORE.test(lead) && SURNAMES.has(/[^、]*$/.exec(lead)?.[0].charAt(0) ?? "")) ||
          SEVERAL_BESIDE.test(text.slice(end, end + 36)))
      ) &&
      !OF_SEVERAL.test(text.slice(end, end + 36))
    )
      return [];
    const noun = /^[\p{Script=Han}]{0,8}/u.exec(text.slice(end, end + 8))?.[0] ?? "";
    return [{ count, text: written, start, end: start + written.length, unit: groups[of] ?? "", of, noun, lead }];
  }),
);

const ROLE = new RegExp(`^(?:的)?(?:${ROLE_WORDS.join("|")})`, "u");

/** The word for those who are counted: 被害人 of 三名被害人; null: there is none. */
export function roleCounted({ noun }: ToldCount): string | null {
  const role = ROLE.exec(noun)?.[0];
  return role === undefined ? null : groupOf(role.replace(/^的/, ""));
}

/** Of part of what is told: 参与二起, 分别三次, 其中二起, 另有二人. */
const PARTLY =
  /约定|参与|单独|分别|各[自有得]?|其中|另|其余|其他|剩余|前科|曾(?:[因经被于有在]|$)|因犯|处罚|讯问|传唤|退回|延长|补充侦查|催收|体检|抽检|年内|伤|刀|拳|脚|未遂|既遂|再|又|最后|首[次起批]|个别|部分|尚有|还有|仅|多次|追回|查获|抓获|扣押/;

/** Whoever is questioned is no part; nor is what was done in so many parts, but where it was to be done so. */
export const isOfPart = ({ lead, of, noun }: ToldCount): boolean =>
  PARTLY.test((of === "people" ? lead.slice(-20).replace(/讯问了?$/, "") : lead.slice(-20)).replace(/.*(?:下列|以下)$/, "")) ||
  (lead.endsWith("分") && (/约定|应|拟|将|承诺|计划|同意/.test(lead) || !/已|先后|退|还|收|转|汇|取|到/.test(lead + noun)));
