import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  bornOf,
  day,
  durationText,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  part,
  phoneOf,
  row,
  sealed,
  sexOf,
  signed,
  someone,
  term,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, type Story, sumOf, workdayWithin } from "../story.ts";

const CIVIL = "中华人民共和国民事诉讼法";
const CODE = "中华人民共和国民法典";

/** 再审检察建议书: a loan whose repayments the judgment left out; lists in running text and in a table, amounts in yuan and in ten thousands. */
export function loanSuggestion({ random, cast, mark, office, procuratorate, court, number }: Story): Draft {
  const debtor = cast.member("debtor", [1965, 1992]);
  const creditor = cast.member("creditor", [1965, 1992]);
  const [go, judge, procurator, assistant] = cast.names();
  const lent = later("2022-05-10", random.between(0, 300));
  const judged = workdayWithin(random, lent, [420, 560]);
  const refused = workdayWithin(random, judged, [80, 150]);
  const applied = later(refused, random.between(14, 90));
  const accepted = workdayWithin(random, applied, [3, 7]);
  const sent = workdayWithin(random, accepted, [50, 80]);
  const loans = drawAmounts(random, 3, [80_000, 260_000]);
  const repaid = drawAmounts(random, 4, [11_000, 39_000]);
  const [borrowed, back] = [sumOf(loans), sumOf(repaid)];
  const rest = borrowed - back;
  const year = sent.slice(0, 4);
  const case1 = `（${judged.slice(0, 4)}）${cast.district.courtCode}民初${random.between(300, 2_900)}号`;
  const repaidDays = repaid.map((_, index) => later(lent, 60 + index * 45));
  return {
    family: "loan-suggestion",
    kind: "suggestion",
    record: { office, suspects: [], charge: null, actOn: null, acceptedOn: accepted, amount: null },
    sums: [
      { whole: "borrowed", parts: loans.map((_, index) => `borrowed/${index + 1}`) },
      { whole: "back", parts: repaid.map((_, index) => `back/${index + 1}`) },
      { whole: "rest", parts: ["borrowed"], less: ["back"] },
    ],
    order: ["lent", "judged", "refused", "applied", "accepted"],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "再审检察建议书"),
      paragraph("number", numbered(`${mark}民建〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${court}：`)),
      paragraph(
        "body",
        say`${named(debtor)}因与${named(creditor)}民间借贷纠纷一案，不服你院${case1}民事判决，于${day("applied", applied)}向本院申请监督，本院于${day("accepted", accepted)}受理。本案现已审查终结。`,
      ),
      paragraph(
        "body",
        say`申请人（一审被告）${named(debtor)}，${sexOf(debtor)}，${bornOf(debtor)}出生，${debtor.nation}，公民身份号码${idOf(debtor)}，住${debtor.address}，联系电话${phoneOf(debtor)}。`,
      ),
      paragraph(
        "body",
        say`其他当事人（一审原告）${named(creditor)}，${sexOf(creditor)}，${bornOf(creditor)}出生，${creditor.nation}，公民身份号码${idOf(creditor)}，住${creditor.address}，联系电话${phoneOf(creditor)}。`,
      ),
      head("section", "一、", "判决情况"),
      paragraph(
        "body",
        say`${day("judged", judged)}，你院由审判员${someone("judge", judge)}独任审理后判决：${named(debtor)}向${named(creditor)}偿还借款本金${whole("borrowed", borrowed)}及利息。判决书送达后，双方均未上诉，判决已经发生法律效力。${named(debtor)}向你院申请再审，你院于${day("refused", refused)}裁定驳回。`,
      ),
      head("section", "二、", "本院查明的事实"),
      paragraph(
        "body",
        say`${day("lent", lent)}起，${named(debtor)}经${someone("go", go)}介绍，分三次向${named(creditor)}借款${part("borrowed/1", loans[0], "wan")}、${part("borrowed/2", loans[1], "wan")}、${part("borrowed/3", loans[2] ?? 0, "wan")}，本金合计${whole("borrowed", borrowed, "wan")}，没有约定利息，借款期限${term("loan", lent, 12)}，共${durationText(12)}。此后，${named(debtor)}通过${someone("go", go)}的账户偿还四次，判决对此未作审查：`,
      ),
      row("次数", "日期", "偿还金额", "收款账户"),
      ...repaid.map((each, index) =>
        row(
          `第${"一二三四".charAt(index)}次`,
          day(`repaid-${index + 1}`, repaidDays[index] ?? lent, "iso"),
          part(`back/${index + 1}`, each, "grouped"),
          index === 2 ? "微信" : "银行",
        ),
      ),
      row("共计", whole("back", back, "grouped")),
      paragraph(
        "body",
        say`${someone("go", go)}向本院证实，上述${whole("back", back)}已全部转交${named(creditor)}；${named(creditor)}在本院询问时予以承认，但辩解该款系利息。从本金${whole("borrowed", borrowed)}中减去已还的${whole("back", back)}，${named(debtor)}尚欠${whole("rest", rest)}（大写：${inCapitals("rest", rest)}）。`,
      ),
      head("section", "三、", "监督理由"),
      paragraph(
        "body",
        say`根据${under(CODE, "第六百八十条", "第二款")}的规定，借款合同对支付利息没有约定的，视为没有利息。${named(creditor)}关于${whole("back", back)}系利息的主张没有依据，判决认定的基本事实缺乏证据证明，属于${under(CIVIL, "第二百一十一条", "第一款", "第（二）项")}规定的情形。`,
      ),
      paragraph(
        "body",
        say`综上，根据${under(CIVIL, "第二百一十九条", "第二款")}的规定，提出再审检察建议，请依法再审，按尚欠的${whole("rest", rest)}重新认定${named(debtor)}应当承担的责任，并在收到后三个月内将结果书面回复本院。`,
      ),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}`),
      paragraph("signature", say`检察官助理：${someone("assistant", assistant)}`),
      paragraph("signature", sealed(`湖南省${procuratorate}`)),
      paragraph("signature", signed(sent)),
      enclosed("1.", "检察卷宗一册", "附件："),
      enclosed("2.", "银行流水复印件"),
      enclosed("3.", "询问笔录复印件"),
    ],
  };
}
