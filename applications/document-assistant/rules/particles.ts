import { type DocumentRule, matches } from "../rule.ts";

/** Words that say how something is done and nothing else: what follows them is done. */
const HOW =
  "逐步|逐渐|不断|渐渐|慢慢|悄悄|偷偷|默默|暗暗|公然|擅自|反复|再三|陆续|相继|继续|始终|一再|随意|任意|故意|肆意|恶意|无故|认真|如实|依法|自愿|主动|积极|及时|严格|全面|客观|公正|准确|仔细|详细|充分|秘密|公开|直接|迅速|立即|有效|切实|妥善|正确|彻底|清楚|明确|深入|熟练|顺利|多次";
const DONE =
  "审查|审阅|核实|核对|调查|讯问|询问|供述|交代|陈述|承认|履行|执行|实施|窃取|盗窃|骗取|殴打|侵占|占用|伤害|整改|改正|纠正|查处|处理|处置|开展|落实|推进|配合|参加|参与|投案|归案|退赔|退还|赔偿|告知|听取|说明|指认|辨认|记录|证实|证明|反映|转移|隐匿|销毁|逃避|拒绝|干扰|阻碍|辱骂|追赶|拦截";
/** What somebody does so is told with how it turned out. */
const DO = "说|讲|做|写|跑|走|打|看|听|记|办|干|吃|睡|学|过|来|开|骑|变|显|伤|喝|判|处理|表现|执行|完成|解释|掌握|发展";
const SO = "(?:很|非常|十分|特别|比较|相当|极其|太|不够|更加|越来越|那么|这么|不太)(?=[\\p{Script=Han}])";
/** Words that tell what something is like, and what it is. */
const LIKE =
  "重要|主要|违法|非法|真实|合法|严重|轻微|相关|有关|具体|明确|基本|全部|直接|间接|主观|客观|恶劣|重大|一定|必要|充分|清楚|犯罪|不良|特殊|一般|明显|同样|上述|其他|共同|正当|不当";
const THING =
  "行为|事实|证据|情节|问题|责任|后果|结果|原因|意见|权利|义务|人员|财物|作用|情况|手段|方式|目的|动机|故意|过失|关系|条件|材料|文书|程序|理由|依据|危害|范围|内容";

/** 的 before a thing, 地 before what is done, 得 before how it turned out. Only where the words beside it leave no other reading; the rest is left alone. */
const particles: DocumentRule = {
  id: "particle-confused",
  title: { zh: "“的”“地”“得”用错", en: "的, 地 and 得 confused" },
  severity: "warning",
  source: null,
  *find(document) {
    const told = (meant: string, zh: string, en: string) => (found: RegExpExecArray) => ({
      from: (found[1] as string).length,
      to: (found[1] as string).length + 1,
      suggestion: meant,
      reason: { zh, en },
    });
    // With 了, 着, 过 or somebody behind it the second word is done, and no thing.
    yield* matches(
      document,
      new RegExp(`(${HOW})[的得](?=(?:${DONE})(?:了|着|过|其|他|她|被害|被告|自己|本案|上述|该))`, "gu"),
      told("地", "修饰动词用“地”", "before what is done stands 地"),
    );
    yield* matches(document, new RegExp(`((?<![\\p{Script=Han}]所|所有|所[\\p{Script=Han}])(?:${DO}))[的地]${SO}`, "gu"), (found, text) => {
      const before = text.slice(0, found.index);
      // 所说的很清楚, 他说的很多: what is said is the thing that is spoken of.
      if (/[所是你我他她]$/.test(before) || /的很多|的更|的太多/.test(text.slice(found.index, found.index + 6))) return null;
      return told("得", "动词后面说明结果、程度的用“得”", "before how it turned out stands 得")(found);
    });
    yield* matches(
      document,
      new RegExp(`((?:${LIKE}))[地得](?=(?:${THING})(?![\\p{Script=Han}]{0,2}[了着]))`, "gu"),
      told("的", "修饰名词用“的”", "before a thing stands 的"),
    );
  },
};

export const PARTICLE_RULES: readonly DocumentRule[] = [particles];
