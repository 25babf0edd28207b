import { type Draft, paragraph, say, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  addressed,
  codeOf,
  day,
  durationText,
  enclosed,
  head,
  inCapitals,
  later,
  lawOf,
  numbered,
  part,
  provision,
  sealed,
  signed,
  someone,
  term,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, type Story, sumOf, workdayWithin } from "../story.ts";

const EQUIPMENT = "中华人民共和国特种设备安全法";
const SAFETY = "中华人民共和国安全生产法";
const ORGANIC = "中华人民共和国人民检察院组织法";

/** 检察建议书 of social governance to a property manager: lifts, with a budget of what mending costs, headings of two levels. */
export function liftSuggestion({ random, cast, place, mark, office, procuratorate, number }: Story, quote: Quote): Draft {
  const firm = cast.firm("物业服务");
  const [head1, keeper, dweller, contact, procurator] = cast.names();
  const found = later("2024-05-20", random.between(0, 500));
  const visited = workdayWithin(random, found, [12, 40]);
  const sent = workdayWithin(random, visited, [9, 30]);
  const items = drawAmounts(random, 4, [8_600, 79_000]);
  const budget = sumOf(items);
  const spent = Math.floor(budget / 30_000) * 10_000;
  const began = later(found, -random.between(90, 400));
  const passage = quote("中华人民共和国特种设备安全法", "第三十三条");
  const phone = `${random.pick(["139", "158", "177"])}${String(random.between(0, 99_999_999)).padStart(8, "0")}`;
  const year = sent.slice(0, 4);
  const works = ["更换钢丝绳", "维修门锁装置", "更新五方对讲设备", "委托定期检验"];
  return {
    family: "lift-suggestion",
    kind: "suggestion",
    record: { office, suspects: [], charge: null, actOn: found, acceptedOn: null, amount: null },
    sums: [
      { whole: "budget", parts: items.map((_, index) => `budget/${index + 1}`) },
      { whole: "left", parts: ["budget"], less: ["spent"] },
    ],
    order: ["act", "visited"],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "检 察 建 议 书"),
      paragraph("number", numbered(`${mark}建〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${firm.name}：`)),
      paragraph(
        "body",
        say`本院在办理一起电梯困人引发的刑事案件中发现，你单位（法定代表人${someone("head", head1)}，统一社会信用代码${codeOf(firm.code)}）在电梯使用管理方面存在安全隐患。${day("visited", visited)}，本院组成调查组，到你单位服务的住宅小区开展调查核实，查阅了维护保养台账，询问了电梯安全管理员${someone("keeper", keeper)}和业主代表${someone("dweller", dweller)}。根据${under(ORGANIC, "第二十一条", "第一款")}的规定，向你单位提出本检察建议。`,
      ),
      head("section", "一、", "事实和证据"),
      paragraph(
        "body",
        say`${day("act", found)}8时许，${place}某小区三栋电梯运行中突然停止，五名业主被困四十分钟，对讲装置无人应答。调查核实：该小区共有电梯十二部，其中四部超过检验合格有效期仍在使用，七部没有按期填写维护保养记录。你单位与维护保养单位签订的合同期限${term("contract", began, 24)}，为期${durationText(24)}。${someone("keeper", keeper)}陈述，其同时负责三个小区，难以每天巡查；${someone("dweller", dweller)}反映，类似故障已经多次发生。`,
      ),
      paragraph(
        "body",
        say`经你单位测算，消除隐患所需费用为：${works.join("、")}四项，依次为${part("budget/1", items[0])}、${part("budget/2", items[1])}、${part("budget/3", items[2] ?? 0)}、${part("budget/4", items[3] ?? 0)}，共需${whole("budget", budget)}。截至本院调查时，已实际投入${part("spent", spent)}，资金缺口为${whole("left", budget - spent)}（大写：人民币${inCapitals("left", budget - spent)}）。`,
      ),
      head("section", "二、", "存在的问题及依据"),
      head("problems", "（一）", "使用登记和定期检验制度没有落实"),
      ...(passage === null
        ? []
        : [
            paragraph(
              "body",
              say`${lawOf(EQUIPMENT)}${provision(EQUIPMENT, "第三十三条")}规定：“${slot(passage, "quotation", `${EQUIPMENT} 第三十三条`)}”你单位部分电梯轿厢内没有张贴登记标志。`,
            ),
          ]),
      paragraph(
        "body",
        say`按照${under(EQUIPMENT, "第四十条", "第三款")}的规定，未经定期检验或者检验不合格的特种设备，不得继续使用。四部电梯超期使用，不符合上述规定。`,
      ),
      head("problems", "（二）", "隐患排查治理流于形式"),
      paragraph(
        "body",
        say`${lawOf(SAFETY)}${provision(SAFETY, "第四十一条", "第二款")}要求生产经营单位建立健全并落实生产安全事故隐患排查治理制度，${provision(SAFETY, "第四十六条", "第一款")}要求安全生产管理人员进行经常性检查。你单位的检查记录由他人代签，没有发挥作用。`,
      ),
      head("problems", "（三）", "人员配备和培训不足"),
      paragraph(
        "body",
        say`安全管理员${someone("keeper", keeper)}未参加过应急处置培训，值班人员不会使用救援工具，不符合${under(SAFETY, "第二十八条", "第一款")}关于安全生产教育和培训的要求。`,
      ),
      head("section", "三、", "检察建议"),
      paragraph("body", "为促进你单位完善制度、消除隐患，保障居民出行安全，建议："),
      paragraph("body", "1.立即停用超过检验有效期的电梯，申请检验合格后恢复使用，并向业主公示；"),
      paragraph("body", say`2.补足${whole("left", budget - spent)}的资金缺口，按轻重缓急列出整改清单，明确责任人和完成时间；`),
      paragraph("body", "3.增配电梯安全管理人员，每半年至少组织一次困人救援演练；"),
      paragraph("body", "4.与维护保养单位重新核对合同，将应急响应时间写入考核内容。"),
      paragraph(
        "body",
        say`请你单位在收到本检察建议书后两个月内作出相应处理，并将处理情况书面回复本院。对本检察建议有异议的，可以书面提出，由本院进行复核。联系人：${someone("contact", contact)}，联系电话：${slot(phone, "phone", "contact", phone)}。`,
      ),
      paragraph("signature", say`检察官　${someone("procurator", procurator)}`),
      paragraph("signature", sealed(`湖南省${procuratorate}`)),
      paragraph("signature", signed(sent)),
      enclosed("1.", "电梯检验情况汇总表", "附件："),
      enclosed("2.", "现场照片八张"),
      enclosed("3.", "相关法律条文"),
    ],
  };
}
