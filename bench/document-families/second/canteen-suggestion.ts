import { type Draft, paragraph, say } from "../draft.ts";
import { addressed, codeOf, day, firmOf, later, numbered, part, provision, row, sealed, signed, someone, under, whole } from "../forms.ts";
import { drawAmounts, type Story, sumOf, workdayWithin } from "../story.ts";

const FOOD = "中华人民共和国食品安全法";
const MINORS = "中华人民共和国未成年人保护法";
const LITIGATION = "中华人民共和国行政诉讼法";

/** 检察建议书 before public-interest litigation, to the market authority: food sold around schools, takings per shop in a table. */
export function canteenSuggestion({ random, cast, place, mark, office, procuratorate, number }: Story): Draft {
  const firm = cast.firm("食品配送", "商贸");
  const [keeper, parent, procurator, assistant] = cast.names();
  const found = later("2024-09-02", random.between(0, 420));
  const filed = workdayWithin(random, found, [6, 20]);
  const told = workdayWithin(random, filed, [3, 7]);
  const seen = later(told, random.between(4, 15));
  const sent = workdayWithin(random, seen, [5, 18]);
  const takings = drawAmounts(random, 4, [1_200, 9_800]);
  const fined = Math.floor(sumOf(takings) / 30_000) * 10_000;
  const all = sumOf(takings);
  const year = sent.slice(0, 4);
  const authority = `${place}市场监督管理局`;
  const shops = ["文具店甲", "小卖部乙", "奶茶店丙", "面包房丁"];
  return {
    family: "canteen-suggestion",
    kind: "suggestion",
    record: { office, suspects: [], charge: null, actOn: found, acceptedOn: null, amount: all },
    sums: [
      { whole: "takings", parts: takings.map((_, index) => `takings/${index + 1}`) },
      { whole: "left", parts: ["takings"], less: ["fined"] },
    ],
    order: ["act", "filed", "told-authority"],
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "检察建议书"),
      paragraph("number", numbered(`${mark}行公〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${authority}：`)),
      paragraph(
        "body",
        say`${place}校园周边食品安全行政公益诉讼一案，本院于${day("filed", filed)}立案，${day("told-authority", told)}将立案情况告知你局。现已审查终结。`,
      ),
      paragraph("body", "【查明的事实】"),
      paragraph(
        "body",
        say`${day("act", found)}，学生家长${someone("parent", parent)}向本院反映，${place}第二小学周边商店出售过期食品。${day("seen", seen)}，本院会同有关部门走访四家经营者，发现均存在出售超过保质期食品或者标签不全的“三无”食品的情形，供货方均为${firmOf(firm.name)}（统一社会信用代码：${codeOf(firm.code)}）。经营者${someone("keeper", keeper)}承认没有查验供货者的许可证。四家经营者上一季度相关销售收入如下：`,
      ),
      row("经营者", "销售收入", "是否查验许可证"),
      ...takings.map((each, index) => row(shops[index] ?? "", part(`takings/${index + 1}`, each), index === 1 ? "部分查验" : "否")),
      row("小计", whole("takings", all), "—"),
      paragraph(
        "body",
        say`你局此前仅对其中一家作出处理，没收违法所得${part("fined", fined)}，其余${whole("left", all - fined)}未予处理，${firmOf(firm.name)}的供货行为也没有被调查。四家店铺的销售收入共${whole("takings", all)}，消费者主要是未成年人。`,
      ),
      paragraph("body", "【法律依据】"),
      paragraph(
        "body",
        say`根据${under(FOOD, "第六条", "第二款")}、${provision(FOOD, "第一百一十条")}的规定，你局负有对本行政区域内食品生产经营活动进行监督检查的职责。经营者的行为违反了${under(FOOD, "第五十三条", "第一款")}、${provision(FOOD, "第五十四条", "第一款")}的规定，你局应当依照${under(FOOD, "第一百二十六条", "第一款")}的规定予以查处。${under(MINORS, "第一百零六条")}还规定，未成年人合法权益受到侵犯，涉及公共利益的，人民检察院有权提起公益诉讼。`,
      ),
      paragraph("body", "【建议内容】"),
      paragraph("body", say`依照${under(LITIGATION, "第二十五条", "第四款")}的规定，现向你局提出如下检察建议：`),
      paragraph("body", "一是对上述四家经营者的违法行为依法全面履行监督管理职责，追查供货来源；"),
      paragraph("body", "二是对辖区中小学校周边食品经营者开展专项检查，督促落实进货查验记录制度；"),
      paragraph("body", "三是与教育行政部门建立信息通报机制，防止问题反弹。"),
      paragraph(
        "body",
        "请自收到本检察建议书之日起两个月内依法履行职责，并将办理情况及相关证据材料书面回复本院。逾期不依法履行职责的，本院将依法提起行政公益诉讼。",
      ),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}　　检察官助理：${someone("assistant", assistant)}`),
      paragraph("signature", sealed(procuratorate)),
      paragraph("signature", signed(sent, "han")),
    ],
  };
}
