import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  ageOf,
  CRIMINAL,
  chargeOf,
  day,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  row,
  sealed,
  sentence,
  signed,
  someone,
  term,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, sumOf, suspectsOf } from "../story.ts";

const CHARGE = "盗窃罪";

/** 量刑建议书 for three defendants: a table of what each took and got, and for each a term from day to day. */
export function sentencingTable({ random, cast, mark, office, procuratorate, court, detention, number }: Story): Draft {
  const members = ["first", "second", "third"].map((key) => cast.member(key, [1975, 2003]));
  const [one, two, three] = members as [(typeof members)[0], (typeof members)[0], (typeof members)[0]];
  const [counsel, procurator, assistant] = cast.names();
  const course = drawCourse(random);
  const shares = drawAmounts(random, 3, [19_000, 31_000]);
  const all = sumOf(shares);
  const fines = [random.between(20, 30) * 100_000, random.between(10, 19) * 100_000, random.between(5, 9) * 100_000] as const;
  const months = [random.between(42, 60), random.between(37, 41), random.between(14, 30)] as const;
  const ranges = ["264-2", "264-2", "264-2m"] as const;
  const held = [course.detained, later(course.detained, 1), later(course.detained, random.between(2, 5))] as const;
  const year = course.decided.slice(0, 4);
  const indictment = `${mark}刑诉〔${year}〕${number}号`;
  const order = ["主犯", "主犯", "从犯"];
  return {
    family: "sentencing-table",
    kind: "sentencing-proposal",
    record: {
      office,
      suspects: suspectsOf(...members),
      charge: CHARGE,
      actOn: course.act,
      days: { detained: [...held] },
      acceptedOn: null,
      amount: all,
    },
    sums: [
      { whole: "stolen", parts: shares.map((_, index) => `stolen/${index + 1}`) },
      { whole: "fines", parts: fines.map((_, index) => `fine/${index + 1}`) },
    ],
    order: ["act", "heard"],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "量 刑 建 议 书"),
      paragraph("number", numbered(`${mark}刑量建〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${court}：`)),
      paragraph(
        "body",
        say`被告人${named(one)}、${named(two)}、${named(three)}${chargeOf(CHARGE)}一案，本院以${slot(indictment, "document-number", "indictment")}起诉书提起公诉。现就三被告人的量刑提出如下建议。`,
      ),
      head("section", "（一）", "被告人和分得赃款"),
      row("被告人", "公民身份号码", "作案时年龄", "地位", "分得赃款"),
      ...members.map((member, index) =>
        row(
          named(member),
          idOf(member),
          say`${ageOf(member, course.act)}周岁`,
          order[index] ?? "",
          part(`stolen/${index + 1}`, shares[index] ?? 0),
        ),
      ),
      row("合计", whole("stolen", all)),
      paragraph(
        "body",
        say`三被告人于${day("act", course.act)}共同盗窃，价值${whole("stolen", all)}，数额巨大，触犯${under(CRIMINAL, "第二百六十四条")}，法定刑为三年以上十年以下有期徒刑，并处罚金。`,
      ),
      head("section", "（二）", "量刑情节"),
      paragraph(
        "body",
        say`被告人${named(one)}、${named(two)}在共同犯罪中起主要作用，系主犯，适用${under(CRIMINAL, "第二十六条", "第一款")}；被告人${named(three)}仅负责望风，系从犯，适用${under(CRIMINAL, "第二十七条")}，应当减轻处罚。三被告人均如实供述，适用${under(CRIMINAL, "第六十七条", "第三款")}。`,
      ),
      head("section", "（三）", "量刑建议"),
      ...members.map((member, index) =>
        paragraph(
          "body",
          say`被告人${named(member)}：犯${chargeOf(CHARGE)}，建议判处${sentence(ranges[index] ?? "264-2", months[index] ?? 0)}，并处罚金${part(`fine/${index + 1}`, fines[index] ?? 0)}。如按此判处，刑期${term(`term-${index + 1}`, held[index] ?? course.detained, months[index] ?? 0)}（${day(`held-${index + 1}`, held[index] ?? course.detained)}被刑事拘留，羁押一日折抵刑期一日）。`,
        ),
      ),
      paragraph(
        "body",
        say`以上罚金合计${whole("fines", sumOf(fines))}（大写：${inCapitals("fines", sumOf(fines))}）。三被告人现均羁押于${detention}。`,
      ),
      head("section", "（四）", "其他"),
      paragraph(
        "body",
        say`本院已于${day("heard", later(course.decided, -2))}听取三被告人及辩护人${someone("counsel", counsel)}等的意见。三被告人自愿认罪认罚，同意上述建议，依照${under(PROCEDURE, "第一百七十六条", "第二款")}的规定一并移送；请依照${under(PROCEDURE, "第二百零一条", "第一款")}的规定予以采纳。`,
      ),
      paragraph("signature", say`检察官　${someone("procurator", procurator)}`),
      paragraph("signature", say`检察官助理　${someone("assistant", assistant)}`),
      paragraph("signature", sealed(`湖南省${procuratorate}`)),
      paragraph("signature", signed(course.decided)),
    ],
  };
}
