import type { Draft } from "../../draft.ts";
import { day, enclosed, head, inCapitals, later, part, someone, whole } from "../../forms.ts";
import { codeAt, firmNamed, phoneAt, quantity, quantityInAll } from "../../marked/pieces.ts";
import { nobody, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  numberLine,
  quoted,
  sealLine,
  statute,
  termOf,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import type { Story } from "../../story.ts";
import { countyOf, otherNumber } from "./mentions.ts";

/** After a fall from a scaffold: what visits to building sites showed. */
export function sitesSuggestion(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const [foreman, dead, aide, keeper] = [s.name("male"), s.name("male"), s.name(), s.name()];
  const firm = s.firm("建筑劳务");
  const [untrained, unfenced, unlicensed] = [random.between(4, 9), random.between(3, 7), random.between(5, 8)];
  const visited = untrained + unfenced + unlicensed;
  const [death, burial, aid] = [
    random.between(61, 92) * 1_000_000,
    random.between(36, 44) * 100_000,
    random.between(10, 50) * 100_000,
  ] as const;
  const act = later("2024-04-02", random.between(0, 200));
  const charged = s.workday(act, 150, 190);
  const judged = s.workday(charged, 30, 60);
  const visit = s.workday(judged, 10, 30);
  const signedOn = s.workday(visit, 12, 30);
  const office = `${countyOf(s.place)}住房和城乡建设局`;
  const crime = "重大责任事故罪";
  return {
    family: "three-sites-suggestion",
    kind: "suggestion",
    paragraphs: [
      title(s.procuratorate),
      title("检察建议书"),
      numberLine(`${s.mark}建〔${signedOn.slice(0, 4)}〕${s.number}号`),
      addressee(office),
      body`本院在办理${someone("foreman", foreman)}涉嫌${chargeThen(crime)}一案中，发现辖区农村自建房、小型工地的施工安全管理存在漏洞。判决作出后，自${day("visit", visit)}起，本院会同${today("应急管理局", "安全生产监督管理局", "安监局")}走访了${quantityInAll("visited", visited)}处在建工地。现根据《人民检察院检察建议工作规定》第十一条，向你局提出检察建议。`,
      head("parts", "一、", "案件基本情况"),
      body`${day("act", act)}，${someone("foreman", foreman)}承揽的一栋自建房在浇筑屋面时脚手架坍塌，工人${someone("dead", dead)}坠落死亡。${day("charged", charged)}，本院以${charge(crime)}对${someone("foreman", foreman)}提起公诉；${day("judged", judged)}，法院采纳本院指控的罪名，以${charge(crime)}判处其有期徒刑，宣告${word("缓刑", "缓行")}。劳务人员由${firmNamed("firm", firm.name)}（统一社会信用代码${codeAt("firm", firm.code)}）派出，该公司未对${someone("dead", dead)}进行岗前培训。死者家属获得死亡赔偿${part("death", death)}、丧葬费${part("burial", burial)}、困难救助${part("aid", aid)}，共计${whole("paid", death + burial + aid)}（大写：${inCapitals("paid", death + burial + aid)}）。`,
      head("parts", "二、", "走访发现的问题"),
      body`走访的${quantityInAll("visited", visited)}处工地都有隐患，按最突出的一项归类，表现在${listed("faults", 3, { isHan: true })}个方面：`,
      head("problems", "1.", `教育培训流于形式。`),
      body`有${quantity("untrained", untrained)}处工地未组织培训。${statute("安全生产法", "第二十八条", "第一款")}规定，“${quoted("未经安全生产教育和培训合格的从业人员，不得上岗作业", ["不得上岗", "可以上岗"], ["教育和培训", "培训和考核"])}”，多名工人却是当天招来、当天登高。`,
      head("problems", "2.", "防护用品配备不足。"),
      body`有${quantity("unfenced", unfenced)}处工地未挂安全网、未发安全带。${statute("安全生产法", "第四十五条", "")}要求，“${quoted("生产经营单位必须为从业人员提供符合国家标准或者行业标准的劳动防护用品，并监督、教育从业人员按照使用规则佩戴、使用", ["必须为", "应当为"], ["国家标准或者行业标准", "国家标准"], ["监督、教育", "督促、教育"])}”。`,
      head("problems", "3.", "施工队伍资质不清。"),
      body`有${quantity("unlicensed", unlicensed)}处工地由无资质的班组承建，${firmNamed("firm", firm.name)}的资料员${someone("keeper", keeper)}承认向其中两个班组出借过证照。资料员${someone("keeper", keeper)}的说明已附卷。`,
      head("parts", "三、", "建议内容"),
      body`为${word("防范", "防犯")}同类事故，依照${statute("人民检察院组织法", "第二十一条", "第一款")}，建议你局：第一，对${firmNamed("firm", firm.name)}出借证照的问题依法查处；第二，会同乡镇逐户登记在建自建房，督促参建各方落实防护措施；第三，将岗前培训纳入监督检查，制定年度抽查计划。`,
      body`请自收到本建议书之日起两个月内将落实情况书面回复本院。如有异议，可在收到后及时提出。联系人：${someone("aide", aide)}，电话${phoneAt("aide", s.phone())}。来访请提前与${someone("aide", aide)}联系。`,
      sealLine(s.procuratorate),
      dayLine(signedOn),
      enclosed("1.", "走访工地清单；", "附件："),
      enclosed("2.", "典型隐患照片；"),
      enclosed("3.", "相关法律条文。"),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "visited", parts: ["untrained", "unfenced", "unlicensed"] },
      { whole: "paid", parts: ["death", "burial", "aid"] },
    ],
    order: ["act", "charged", "judged", "visit", "signed"],
  };
}

/** A reservoir that people drink from: rubbish in tonnes and cubic metres, pens in mu, and an authority that looked on. */
export function reservoirSuggestion(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const [tenant, secretary, aide] = [s.name("male"), s.name(), s.name()];
  const [north, dam] = [random.between(26, 88), random.between(17, 64)];
  const [fence, cage, duck] = [random.between(11, 43), random.between(6, 25), random.between(3, 12)];
  const volume = random.between(2, 5) * 100 + 40;
  const found = s.workday(later("2024-09-02", random.between(0, 150)), 1, 6);
  const filed = s.workday(found, 7, 14);
  const sampled = s.workday(filed, 4, 9);
  const talked = s.workday(sampled, 5, 12);
  const signedOn = s.workday(talked, 8, 20);
  const leaseFrom = random.pick(["2022-01-01", "2022-07-01", "2023-03-01"]);
  const [lease, levied] = [random.between(12, 58) * 100_000, random.between(3, 9) * 200_000];
  const months = random.pick([36, 48, 60]);
  return {
    family: "three-reservoir-suggestion",
    kind: "suggestion",
    paragraphs: [
      title(`${s.procuratorate}检察建议书`),
      numberLine(`${s.mark}行公建〔${signedOn.slice(0, 4)}〕${s.number}号`),
      addressee(`${countyOf(s.place)}水利局`),
      body`本院在开展饮用水水源保护专项监督中，于${day("found", found)}发现${s.town}高桥水库存在违法堆放垃圾、围网养殖的情况，水库承包人为${someone("tenant", tenant)}。本院经初步调查，于${day("filed", filed)}立案。调查期间，本院委托检测机构于${day("sampled", sampled)}采集水样，检测结果出具后，于${day("talked", talked)}与你局、${today("生态环境局", "环境保护局", "环保局")}进行磋商。`,
      head("parts", "（一）", "查明的情况"),
      body`高桥水库${word("坐落", "座落")}于${s.town}北侧，供水村民约三千户。承包人${someone("tenant", tenant)}与村集体约定的承包期${termOf("lease", leaseFrom, months)}，共${lengthOf("lease", months)}，年租金${part("rent", lease)}。`,
      body`一是岸坡堆放垃圾。经过磅，北岸堆放${quantity("north", north)}吨，坝下堆放${quantity("dam", dam)}吨，合计${quantityInAll("rubbish", north + dam)}吨，体积约${volume}立方米。二是水面违规养殖。其中围网${quantity("fence", fence)}亩、网箱${quantity("cage", cage)}亩、养鸭${quantity("duck", duck)}亩，占用水面${quantityInAll("water", fence + cage + duck)}亩。垃圾存在${word("渗漏", "渗露")}风险，水样总磷超标，不符合饮用水水源标准。`,
      body`你局曾作出${otherNumber("order", `水责改〔${found.slice(0, 4)}〕${random.between(3, 49)}号`)}责令改正通知书，收取履约保证金${part("deposit", levied)}，但此后未再跟进。村党支部书记${someone("secretary", secretary)}两次向你局举报，均无结果；承包人${someone("tenant", tenant)}仍将${quantityInAll("rubbish", north + dam)}吨垃圾弃置原处，保证金${part("deposit", levied)}也未用于清运。村党支部书记${someone("secretary", secretary)}提供了当时的信访记录，年租金${part("rent", lease)}的收据一并附卷。`,
      head("parts", "（二）", "法律依据"),
      body`${statute("水污染防治法", "第三十七条", "第一款")}规定，“${quoted("禁止向水体排放、倾倒工业废渣、城镇垃圾和其他废弃物", ["城镇垃圾", "生活垃圾"], ["禁止向", "不得向"])}”；${articleAlone("水污染防治法", "第三十八条")}禁止在水库最高水位线以下的岸坡堆放固体废弃物。${statute("水法", "第三十七条", "第一款")}对弃置阻碍行洪的物体亦有禁止性规定。`,
      body`${statute("行政诉讼法", "第二十五条", "第四款")}规定：“${quoted("致使国家利益或者社会公共利益受到侵害的，应当向行政机关提出检察建议，督促其依法履行职责", ["应当向", "可以向"], ["或者社会公共利益", "和社会公共利益"], ["督促其", "监督其"])}”。你局对水库负有监督管理职责，未依法全面履职，社会公共利益持续受到侵害。`,
      head("parts", "（三）", "建议事项"),
      body`综上，向你局提出以下${listed("advice", 3, { isHan: true })}项建议：`,
      head("advice", "1.", "督促承包人清运岸坡垃圾，并做好临时覆盖；"),
      head("advice", "2.", "拆除围网、网箱，依法处理违规养殖行为；"),
      head("advice", "3.", "完善巡查制度，公布举报电话。"),
      body`请在收到本建议书后两个月内依法履行职责，并将办理情况书面回复。逾期不回复或者仍未依法${word("履行", "覆行")}职责的，本院将依法提起行政公益诉讼。`,
      body`联系人：检察官助理${someone("aide", aide)}；联系电话：${phoneAt("aide", s.phone())}。送达时由检察官助理${someone("aide", aide)}现场释明。`,
      sealLine(s.procuratorate),
      dayLine(signedOn, "han"),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "rubbish", parts: ["north", "dam"] },
      { whole: "water", parts: ["fence", "cage", "duck"] },
    ],
    order: ["found", "filed", "sampled", "talked", "signed"],
  };
}
