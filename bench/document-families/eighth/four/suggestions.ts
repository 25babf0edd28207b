import { type Draft, paragraph, slot } from "../../draft.ts";
import { day, enclosed, head, inCapitals, later, part, phoneOf, row, sameYear, someone, under, whole } from "../../forms.ts";
import { codeAt, firmNamed, quantity, quantityInAll } from "../../marked/pieces.ts";
import { daysAfter, nobody, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  daysLong,
  daysOf,
  lengthOf,
  listed,
  numberLine,
  quoted,
  sealLine,
  signLine,
  statute,
  termOf,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { foot } from "./mentions.ts";

/** To the tax office: three empty shells of one hand, their registers and invoices. */
export function emptyShells(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const shells = [s.firm("贸易"), s.firm("建材"), s.firm("劳务")] as const;
  const fronts = [s.name(), s.name(), s.name()] as const;
  const agent = s.name("male");
  const opened = daysAfter(random, later(course.filed, -300), 3, 200);
  const taxes = drawAmounts(random, 3, [120_000, 480_000]);
  const tax = sumOf(taxes);
  const fees = drawAmounts(random, 3, [1_200, 3_600]);
  const found = s.workday(course.accepted, 6, 12);
  const signedOn = s.workday(found, 8, 20);
  return {
    family: "four-empty-shells",
    kind: "suggestion",
    paragraphs: [
      title(s.procuratorate),
      title("检察建议书"),
      numberLine(`${s.mark}建〔${signedOn.slice(0, 4)}〕${random.between(2, 40)}号`),
      addressee(`国家税务总局${s.place}税务局`),
      body`本院在办理${someone("agent", agent)}（男，另案起诉）涉嫌${charge("虚开增值税专用发票罪")}一案中发现，该人借他人名义登记空壳公司，贵局在发票领用与税务登记环节的管理存在薄弱之处。${day("found", found)}，本院启动社会治理类检察建议程序，并向贵局税源管理部门、${today("市场监督管理局", "工商行政管理局")}登记窗口走访核实。兹将查明情形与本院建议分列于后。`,
      head("c", "一、", "发现的问题"),
      body`${someone("agent", agent)}先后以三名无业人员名义登记公司，均无经营场所，开业后短期内顶格领票。经核实，涉及空壳公司${listed("shells", 3, { near: ["shell-1", "shell-2", "shell-3"], isHan: true })}家：`,
      ...shells.map(
        (shell, at) =>
          body`（${at + 1}）${firmNamed(`shell-${at + 1}`, shell.name)}，统一社会信用代码${codeAt(`shell-${at + 1}`, shell.code)}，挂名法定代表人${someone(`front-${at + 1}`, fronts[at] ?? "")}，${day(`opened-${at + 1}`, opened[at] ?? "")}登记，每月挂名费${part(`fee-${at + 1}`, fees[at] ?? 0)}${at === 2 ? "。" : "；"}`,
      ),
      body`三家公司所涉税额如下表（单位：元）。`,
      row("公司名称", "挂名人", "虚开税额"),
      ...shells.map((shell, at) =>
        row(firmNamed(`shell-${at + 1}`, shell.name), someone(`front-${at + 1}`, fronts[at] ?? ""), cell(`tax-${at + 1}`, taxes[at] ?? 0)),
      ),
      row("三家合计", "—", foot("tax", tax)),
      body`${someone("agent", agent)}经手的${whole("tax", tax)}（大写${inCapitals("tax", tax)}）税款，下游均已申报抵扣，至今仅追回少许。${someone("front-1", fronts[0])}、${someone("front-2", fronts[1])}、${someone("front-3", fronts[2])}均称不知公司实际业务，只收取了挂名费。${firmNamed("shell-1", shells[0].name)}、${firmNamed("shell-2", shells[1].name)}、${firmNamed("shell-3", shells[2].name)}至今尚未${word("注销", "注消")}。`,
      head("c", "二、", "原因分析"),
      body`一是实名核验流于形式，办税人员未与法定代表人见面；二是风险预警响应迟缓，三家公司开票额突增而未触发核查；三是部门间信息不通，地址重复登记的情况未能及时向登记机关${word("反映", "反应")}。${statute("税收征收管理法", "第二十一条", "第一款")}明确：“${quoted("税务机关是发票的主管机关，负责发票印制、领购、开具、取得、保管、缴销的管理和监督", ["主管机关", "监管机关"], ["领购", "领用"], ["管理和监督", "管理和检查"])}。”上述问题给${chargeThen("虚开增值税专用发票罪")}以可乘之机，与该款要求不相${word("符合", "附合")}。`,
      head("c", "三、", "建议事项"),
      body`为堵塞漏洞，铲除滋生${chargeThen("虚开增值税专用发票罪")}的土壤，根据${under("中华人民共和国人民检察院组织法", "第二十一条", "第一款")}的规定，建议贵局：`,
      body`（一）对新办户首次领票实行上门核查，法定代表人须到场，人脸与证件一致方可发放；`,
      body`（二）对上列三家公司依照${statute("税收征收管理法", "第七十二条", "")}收缴发票，并对其上下游企业${word("逐户", "遂户")}核查；`,
      body`（三）会同登记机关、公安机关建立异常地址通报机制，${word("部署", "布署")}一次专项清理。`,
      body`请在收到本建议书后${lengthOf("reply", 2)}内作出处理，并将结果书面回复本院，答复期${termOf("reply", later(signedOn, 1), 2)}。如对建议有异议，可在${word("期间", "其间")}届满前提出。本院联系人${someone("procurator", s.name())}，电话${phoneOf({ key: "procurator", phone: s.phone() })}。`,
      sealLine(s.procuratorate),
      dayLine(signedOn),
      enclosed("1.", "三家公司登记信息摘要；", "附件："),
      enclosed("2.", "虚开发票清单；"),
      enclosed("3.", "走访核实笔录。"),
    ],
    record: { ...nobody, office: s.office, charge: "虚开增值税专用发票罪", amount: tax },
    sums: [{ whole: "tax", parts: ["tax-1", "tax-2", "tax-3"] }],
    order: ["opened-3", "found", "signed"],
  };
}

/** Tobacco next to a school: what the procuratorate asks of the monopoly office in the public interest. */
export function tobaccoAtSchool(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const shops = [s.firm("商行"), s.firm("便利店"), s.firm("超市")] as const;
  const keepers = [s.name(), s.name(), s.name()] as const;
  const metres = [random.between(21, 45), random.between(46, 68), random.between(69, 96)] as const;
  const boxes = [random.between(21, 60), random.between(12, 20), random.between(5, 11)] as const;
  const sales = drawAmounts(random, 3, [1_100, 5_200]);
  const filed = s.workday(course.accepted, 1, 5);
  const visits = daysAfter(random, later(filed, 2), 3, 12);
  const signedOn = s.workday(visits[2] ?? filed, 4, 10);
  const [box, sale] = [sumOf(boxes), sumOf(sales)];
  return {
    family: "four-tobacco-at-school",
    kind: "suggestion",
    paragraphs: [
      title(`${s.procuratorate}检察建议书`),
      numberLine(`${s.mark}行公建〔${signedOn.slice(0, 4)}〕${random.between(2, 60)}号`),
      addressee(`${s.place}烟草专卖局`),
      body`本院在履行公益诉讼检察职责中收到群众举报，称${s.town}一所中学周边商户向学生售烟。本院于${day("registered", filed)}立案，依法进行了调查。现查明：`,
      ...shops.map(
        (shop, at) =>
          body`${["第一处", "第二处", "第三处"][at] ?? ""}为${firmNamed(`shop-${at + 1}`, shop.name)}，统一社会信用代码${codeAt(`shop-${at + 1}`, shop.code)}，负责人${someone(`keeper-${at + 1}`, keepers[at] ?? "")}，距校门${String(metres[at])}米。${at === 0 ? day("visit-1", visits[0] ?? "") : sameYear(`visit-${at + 1}`, visits[at] ?? "", visits[0] ?? "")}${
            [
              "走访时，柜台摆放散支卷烟，未设警示标志，清点出未售卷烟",
              "下午，干警在该店收银台下方查见烟柜，既无标志，也不查验购买者年龄，存有未售卷烟",
              "傍晚，干警目睹两名穿校服者购烟，店内另存未售卷烟",
            ][at] ?? ""
          }${quantity(`boxes-${at + 1}`, boxes[at] ?? 0)}盒，${["据其自述，上月向学生售烟得款", "账面显示上月由学生购烟而得款", "店主承认上月卖给学生的卷烟得款"][at] ?? ""}${part(`sale-${at + 1}`, sales[at] ?? 0)}。`,
      ),
      body`上述违法销售网点共${listed("shops", 3, { near: ["shop-1", "shop-2", "shop-3"] })}处，未售卷烟总计${quantityInAll("boxes", box)}盒，上月向学生售烟款总计${whole("sale", sale)}（人民币大写：${inCapitals("sale", sale)}）。${someone("keeper-1", keepers[0])}、${someone("keeper-2", keepers[1])}、${someone("keeper-3", keepers[2])}三名负责人对此均予认可，并在走访笔录上签字，${s.place}${today("市场监督管理局", "工商行政管理局")}派员到场见证。`,
      body`${firmNamed("shop-1", shops[0].name)}、${firmNamed("shop-2", shops[1].name)}持有贵局所发烟草专卖零售许可证，${firmNamed("shop-3", shops[2].name)}并无此证。贵局对持证者疏于检查，对无证者未予查处，致使未成年人合法权益持续受损。`,
      body`${statute("未成年人保护法", "第五十九条", "第一款")}规定：“${quoted("学校、幼儿园周边不得设置烟、酒、彩票销售网点", ["学校、幼儿园", "学校"], ["不得设置", "不宜设置"], ["烟、酒、彩票", "烟、酒"])}。”同法${slot("第一百二十三条", "article", "未成年人保护法 第一百二十三条")}将责令改正、没收违法所得等职责交由烟草专卖等部门分工承担；${under("中华人民共和国烟草专卖法", "第十六条")}并就零售许可证的审查批准设有专条。贵局负有监督管理职责而未依法全面${word("履行", "履形")}，社会公共利益仍处于受侵害状态。`,
      body`为此，本院根据${statute("行政诉讼法", "第二十五条", "第四款")}、${statute("未成年人保护法", "第一百零六条", "")}之规定，向贵局提出如下建议：`,
      head("d", "一、", "依法查处上列三处网点，对无证经营者责令停止经营，对持证者按照许可条件重新核查。"),
      head("d", "二、", "对辖区内全部校园周边零售点开展排查，逾期不改的，撤回许可。"),
      head("d", "三、", `会同教育行政部门、${s.place}市场监督管理局建立联合巡查制度，定期通报结果。`),
      body`请贵局自收到本建议书之日起${lengthOf("answer", 2)}内依法履职，并${word("以", "已")}书面形式回复本院。本建议书当日直接送达，回复期限${termOf("answer", later(signedOn, 1), 2)}。逾期不履行的，本院将依法提起行政公益诉讼。公益诉讼检察部门负责跟进，联系电话${phoneOf({ key: "office", phone: s.phone() })}。`,
      sealLine(s.procuratorate),
      dayLine(signedOn, "han"),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "boxes", parts: ["boxes-1", "boxes-2", "boxes-3"] },
      { whole: "sale", parts: ["sale-1", "sale-2", "sale-3"] },
    ],
    order: ["visit-3", "signed"],
  };
}

/** How a year of intellectual property cases went, told to the office above. */
export function propertyYear(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const year = 2025;
  const [counterfeit, sale, label, copies] = [random.between(21, 44), random.between(12, 20), random.between(6, 11), random.between(2, 5)];
  const cases = counterfeit + sale + label + copies;
  const [arrested, notArrested] = [random.between(30, 60), random.between(8, 20)];
  const [charged, spared, pending] = [random.between(51, 90), random.between(11, 30), random.between(3, 9)];
  const back = drawAmounts(random, 3, [52_000, 380_000]);
  const restored = sumOf(back);
  const firms = [s.firm("酒业"), s.firm("服饰"), s.firm("润滑油")] as const;
  const speakers = [s.name(), s.name(), s.name()] as const;
  const met = s.workday("2026-01-04", 1, 8);
  const signedOn = s.workday(met, 1, 5);
  const writer = s.name();
  return {
    family: "four-property-year",
    kind: "transfer-letter",
    paragraphs: [
      title(s.procuratorate),
      paragraph("title", `关于${year}年知识产权检察工作情况的报告`),
      numberLine(`${s.mark}发〔${signedOn.slice(0, 4)}〕${random.between(2, 20)}号`),
      addressee("岳阳市人民检察院"),
      body`按照贵院通知要求，现将本院${year}年度知识产权检察工作情况报告如下，数据${word("截至", "截止")}${day("until", "2025-12-31")}。`,
      head("e", "一、", "基本情况"),
      body`全年受理知识产权刑事案件${quantityInAll("cases", cases)}件，其中假冒注册商标${quantity("counterfeit", counterfeit)}件，销售假冒注册商标的商品${quantity("sale", sale)}件，非法制造注册商标标识${quantity("label", label)}件，侵犯著作权${quantity("copies", copies)}件。`,
      body`审查逮捕方面，审结${quantityInAll("custody", arrested + notArrested)}人，其中批准逮捕${quantity("arrested", arrested)}人，不批准逮捕${quantity("not-arrested", notArrested)}人。审查起诉方面，受理${quantityInAll("people", charged + spared + pending)}人，其中提起公诉${quantity("charged", charged)}人，不起诉${quantity("spared", spared)}人，正在办理${quantity("pending", pending)}人。`,
      row("项目", "审结总数", "批准逮捕", "不批准逮捕"),
      row(
        "审查逮捕（人）",
        quantityInAll("custody", arrested + notArrested),
        quantity("arrested", arrested),
        quantity("not-arrested", notArrested),
      ),
      head("e", "二、", "主要做法"),
      body`（一）追赃挽损。全年为三家权利人挽回损失：${firmNamed("firm-1", firms[0].name)}（统一社会信用代码${codeAt("firm-1", firms[0].code)}）${part("back-1", back[0], "wan")}，${firmNamed("firm-2", firms[1].name)}（统一社会信用代码${codeAt("firm-2", firms[1].code)}）${part("back-2", back[1], "wan")}，${firmNamed("firm-3", firms[2].name)}（统一社会信用代码${codeAt("firm-3", firms[2].code)}）${part("back-3", back[2] ?? 0, "wan")}，合计${whole("back", restored, "wan")}（大写${inCapitals("back", restored)}）。以上权利人计${listed("firms", 3, { near: ["firm-1", "firm-2", "firm-3"], isHan: true })}家，均送来书面感谢。`,
      body`（二）集中履职。坚持刑事、民事、行政、公益诉讼一并审查，全部案件均向权利人告知诉讼权利。${firmNamed("firm-1", firms[0].name)}遭仿冒一案，经自行补充侦查追加漏犯，${firmNamed("firm-2", firms[1].name)}与${firmNamed("firm-3", firms[2].name)}两案则促成民事和解。`,
      body`（三）监督引导。自行政执法机关${word("移送", "移松")}线索中发现应立未立案件，依照${under("中华人民共和国刑事诉讼法", "第一百一十三条")}监督公安机关立案，并派员介入${word("侦查", "侦察")}。`,
      body`（四）惩防并举。会同${s.place}${today("市场监督管理局", "工商行政管理局", "质量技术监督局")}开展宣传，讲解“${quoted("故意侵害他人知识产权，情节严重的，被侵权人有权请求相应的惩罚性赔偿", ["情节严重", "情节恶劣"], ["惩罚性赔偿", "补偿性赔偿"], ["故意侵害", "过失侵害"])}”一条，此系${statute("民法典", "第一千一百八十五条", "", ["侵权责任法", "第十五条"], ["民法总则", "第一百二十三条"])}的规定。专项活动${daysOf("campaign", "2025-04-20", 7)}，为期${daysLong("campaign", 7)}日。`,
      head("e", "三、", "讨论情况与存在的问题"),
      body`${day("met", met)}，本院召开检察委员会会议听取${someone("writer", writer)}的${word("汇报", "会报")}。会上，${someone("speaker-1", speakers[0])}、${someone("speaker-2", speakers[1])}、${someone("speaker-3", speakers[2])}${listed("speakers", 3, { near: ["speaker-1", "speaker-2", "speaker-3"], isHan: true })}名委员先后发言：${someone("speaker-1", speakers[0])}认为鉴定周期偏长，${someone("speaker-2", speakers[1])}提出商业秘密案件人才短缺，${someone("speaker-3", speakers[2])}建议与高校合作。会议一致同意本报告。`,
      head("e", "四、", "下步打算"),
      body`一是健全专业化办案组织；二是规范权利义务告知；三是用好专家辅助；四是加强对基层执法人员的培训。特此报告。`,
      signLine("联系人：", someone("writer", writer), "，电话：", phoneOf({ key: "writer", phone: s.phone() })),
      sealLine(s.procuratorate),
      dayLine(signedOn),
      enclosed("1.", `${year}年受理案件一览表；`, "附件："),
      enclosed("2.", "典型案例三则；"),
      enclosed("3.", "统计口径说明。"),
    ],
    record: recordOf(s, []),
    sums: [
      { whole: "cases", parts: ["counterfeit", "sale", "label", "copies"] },
      { whole: "custody", parts: ["arrested", "not-arrested"] },
      { whole: "people", parts: ["charged", "spared", "pending"] },
      { whole: "back", parts: ["back-1", "back-2", "back-3"] },
    ],
    order: ["until", "met", "signed"],
  };
}
