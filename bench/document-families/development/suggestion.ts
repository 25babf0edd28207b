import { type Draft, paragraph, say, slot } from "../draft.ts";
import { articleOf, date, type Facts, heading, inCapitals, lawOf, money, named, paragraphOf, signedOn } from "../facts.ts";

const LAND = "中华人民共和国土地管理法";
const LITIGATION = "中华人民共和国行政诉讼法";

/** 检察建议书 of public interest, to an authority: farmland, a firm with its code, an amount in figures and in capitals. */
export function publicInterestSuggestion(facts: Facts): Draft {
  const { district, course, firm, officers, number, random } = facts;
  const year = course.decided.slice(0, 4);
  const square = random.between(3_400, 18_000);
  const fine = square * 1_000;
  const authority = `${district.name}自然资源局`;
  return {
    family: "public-interest-suggestion",
    kind: "suggestion",
    record: { office: district.office, suspects: [], charge: null, actOn: course.act, acceptedOn: course.accepted, amount: null },
    paragraphs: [
      paragraph("title", `${district.name}人民检察院`),
      paragraph("title", "检察建议书"),
      paragraph("number", slot(`岳检行公建〔${year}〕${number}号`, "document-number", "own")),
      paragraph("addressee", slot(`${authority}：`, "addressee", "authority")),
      paragraph(
        "body",
        say`本院在履行公益诉讼检察职责中发现，${slot(firm.name, "organisation", "firm")}（统一社会信用代码${slot(firm.creditCode, "credit-code", "firm")}）未经批准占用耕地，致使国家利益和社会公共利益受到侵害。本院于${date("accepted", course.accepted)}立案，并依法进行了调查。`,
      ),
      paragraph("heading", heading("一、", "调查查明的事实")),
      paragraph(
        "body",
        say`${date("act", course.act)}起，${slot(firm.name, "organisation", "firm")}在${district.towns[0] ?? ""}占用耕地${slot(String(square), "count", "area", square)}平方米，堆放砂石并硬化地面。你局于${date("found", course.filed)}已经发现上述行为，至今未作出处理决定。经测算，应处罚款${money("fine", fine)}（大写：${inCapitals("fine", fine)}）。`,
      ),
      paragraph("heading", heading("二、", "你局履职中存在的问题")),
      paragraph(
        "body",
        say`根据${lawOf(LAND)}${articleOf(LAND, "第六十七条")}的规定，县级以上人民政府自然资源主管部门对违反土地管理法律、法规的行为进行监督检查。你局作为法定监管部门，对上述违法行为没有及时制止，也没有依法查处，存在怠于履行职责的情形。`,
      ),
      paragraph("heading", heading("三、", "检察建议")),
      paragraph(
        "body",
        say`依照${lawOf(LITIGATION)}${articleOf(LITIGATION, "第二十五条")}${paragraphOf(LITIGATION, "第四款")}的规定，建议你局：`,
      ),
      paragraph("body", "1.依法查处上述占用耕地的行为，责令限期拆除、恢复种植条件；"),
      paragraph("body", "2.对辖区内同类情况开展排查，建立巡查台账，做到早发现、早制止。"),
      paragraph(
        "body",
        "请在收到本建议书之日起两个月内依法履行职责，并书面回复本院。你局如有异议，可以在上述期限内书面提出，本院将及时复核。",
      ),
      paragraph("signature", say`联系人　${named("officer", officers[1])}`),
      paragraph("signature", slot(`${district.name}人民检察院`, "seal", "seal")),
      paragraph("signature", signedOn(course.decided)),
    ],
  };
}
