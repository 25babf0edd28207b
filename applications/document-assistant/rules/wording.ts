import { type DocumentRule, matches } from "../rule.ts";

/** Written → meant, where what stands is no word of today's standard, or not this one. Patterns look at what is around. */
const CONFUSED: readonly (readonly [written: RegExp, meant: string, why: string])[] = [
  [/帐(?=户|目|册|号|款|单|本|簿)|(?<=台|查|转|记|入|对|算|报|结|付|到|做|假|流水|赊|欠)帐(?![篷幔子幕])/g, "账", "与钱财有关的用“账”"],
  [/其它/g, "其他", "公文统一用“其他”"],
  [
    /截止(?=[0-9]{4}年|年底|年末|月底|月末|当前|庭审|开庭|报告|昨|去年|目前|案发|今|本|日前|现在|审查|[0-9]{1,2}月)/g,
    "截至",
    "后面带时间、还在继续的用“截至”",
  ],
  [/(?<=(?:徒刑|拘役|管制)[^。；\n]{0,24})并处罚款/g, "并处罚金", "刑罚中的附加刑是“罚金”"],
  [/(?<=诉讼|合法|人身|民主|基本|政治|财产|民事|辩护|申诉|继承|知情)权力/g, "权利", "公民享有的是“权利”"],
  [/权力义务|权力和义务|权力与义务/g, "权利义务", "与义务相对的是“权利”"],
  [/作工(?=[，。；、]|的|地|期间|为生)/g, "做工", "从事劳动用“做工”"],
  [/辨护|辩户|辨户/g, "辩护", "用语言为之说理用“辩”"],
  [/辩认|辩别|辩明真伪/g, "辨认", "分清、认出用“辨”"],
  [/检查(?=官|员(?=[：:　\s])|院|长(?=[：:　\s，。]))/g, "检察", "机关和职务用“检察”"],
  [/脏(?=款|物|证)|(?<=退|追|分|销|窝|贪|赔)脏(?=[，。；、款物])/g, "赃", "与犯罪所得有关的用“赃”"],
  [/羁压/g, "羁押", "关押用“押”"],
  [/(?<=人民|本|上级|下级|中级|高级)发院/g, "法院", "机关名称"],
  [/即往不咎/g, "既往不咎", "“既往”是以往"],
  [/暴光/g, "曝光", "“曝”是晒"],
  [/(?<=[签制])定(?=合同|协议|书)/g, "订", "经过商讨而立下的用“订”"],
  [/通辑/g, "通缉", "捉拿用“缉”"],
  [/缉那/g, "缉拿", "“拿”是捉"],
  [/惩诫(?=处分|措施)/g, "惩戒", "处分用“惩戒”"],
  [/交待(?=犯罪|罪行|了|事实|其)/g, "交代", "说明情况、坦白用“交代”"],
  [/年令/g, "年龄", "“龄”是岁数"],
  [/即遂/g, "既遂", "“既”是已经"],
  [/部份/g, "部分", "今用“部分”"],
  [/身分证/g, "身份证", "法定名称"],
  [/帮肋/g, "帮助", "“助”"],
  [/按装/g, "安装", "“安”"],
  [/座落(?=于|在)/g, "坐落", "位置用“坐落”"],
  [/渡过(?=难关|期)/g, "度过", "时间、困难用“度过”"],
  [/侯审/g, "候审", "等候用“候”"],
  [/申述(?=人|状|权|期)/g, "申诉", "诉讼用语是“申诉”"],
  [/(?<=提起|提出|不服)上述|上述(?=状)/g, "上诉", "诉讼用语是“上诉”"],
];

const confused: DocumentRule = {
  id: "wording-confused",
  title: { zh: "易混词", en: "Words often confused" },
  severity: "error",
  source: null,
  *find(document) {
    for (const [written, meant, why] of CONFUSED)
      yield* matches(document, written, ([word]) => ({
        suggestion: meant,
        reason: { zh: `“${word}”应为“${meant}”：${why}`, en: `“${word}” should be “${meant}”` },
      }));
  },
};

/** Former name → today's, where the day of the change is long past. Names in titles of laws and in 原… are history, and right. */
const OUTDATED: readonly (readonly [term: RegExp, today: string, why: string])[] = [
  [/残废(?:人|者|军人)?/g, "残疾人", "残疾人保障法的用语"],
  [/工商(?:行政管理)?局/g, "市场监督管理局", "2018 年机构改革后的名称"],
  [/质(?:量技术)?监(?:督)?局/g, "市场监督管理局", "2018 年机构改革后的名称"],
  [/食品药品监督管理局|食药监局/g, "市场监督管理局", "2018 年机构改革后的名称"],
  [/国土资源(?:局|厅|部)/g, "自然资源局", "2018 年机构改革后的名称"],
  [/环境保护局|环保局/g, "生态环境局", "2018 年机构改革后的名称"],
  [/卫计委|卫生和计划生育委员会/g, "卫生健康委员会", "2018 年机构改革后的名称"],
  [/安(?:全生产)?监(?:督管理)?局/g, "应急管理局", "2018 年机构改革后的名称"],
  [/物价局/g, "发展和改革部门", "职能已经并入"],
  [/劳动和社会保障局/g, "人力资源和社会保障局", "2008 年机构改革后的名称"],
  [/劳动教养|劳教所/g, "（已于 2013 年废止）", "劳动教养制度已经废止"],
  [/反贪(?:污贿赂)?局/g, "（2018 年转隶监察委员会）", "职能已经转隶"],
  [/看守所民警打手|犯人(?=[，。]|在)/g, "罪犯", "刑罚执行中的用语"],
  [/痴呆儿|弱智(?:者|人)?/g, "智力残疾人", "残疾人保障法的用语"],
  [/聋哑残废|瞎子|聋子|哑巴/g, "残疾人", "残疾人保障法的用语"],
];

const outdated: DocumentRule = {
  id: "wording-outdated",
  title: { zh: "过时或者不当的用语", en: "Term of former times, or unfit" },
  severity: "warning",
  source: null,
  *find(document) {
    for (const [term, today, why] of OUTDATED)
      yield* matches(document, term, (found, text) => {
        const before = text.slice(Math.max(0, found.index - 14), found.index);
        if (/(?:原|前|时任|曾任|当时的)[^，。；]{0,4}$/.test(before) || /《[^》]*$/.test(text.slice(0, found.index))) return null;
        return { suggestion: today.startsWith("（") ? null : today, reason: { zh: `今称${today}：${why}`, en: `now ${today}` } };
      });
  },
};

export const WORDING_RULES: readonly DocumentRule[] = [confused, outdated];
