import { type Draft, type Piece, say, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import { addressee, attachments, body, clerks, headings, numbered, row, seal, sealedOn, title } from "./forms.ts";
import { after, article_, capitals, cite, months, monthsAfter, nameOf, organisation, recordOf, type Story, span } from "./story.ts";

const contact = (story: Story): Piece[] => say`联系人：${clerks(story).procurator}，联系电话：${slot(story.phone(), "phone", "contact")}。`;

/** The words of an article, or a passage that is no quotation where the collection of laws is not there. */
const quoted = (quote: Quote, law: string, article: string): Piece[] => {
  const words = quote(`中华人民共和国${law}`, article);
  return words === null
    ? say`${cite(law, article)}对此有明确规定。`
    : say`${cite(law, article)}规定：“${slot(words, "quotation", `${law} ${article}`)}”`;
};

/** Hotels that lodged minors and asked nothing. */
export function hotelSuggestion(story: Story, quote: Quote): Draft {
  const begun = story.day("2024-03-01", "2025-06-01");
  const many = story.random.between(3, 5);
  const names = story.some(["如意宾馆", "星河酒店", "悦来旅馆", "锦绣宾馆", "云水公寓酒店", "车站旅社", "盛世酒店"], many);
  const days = names.map((_, at) => after(begun, at * 7 + story.random.between(0, 6)));
  const done = after(days.at(-1) ?? begun, story.random.between(20, 45));
  const visits = after(done, -story.random.between(5, 15));
  const fines = names.map(() => story.pick([100_000, 200_000, 300_000, 500_000]));
  const total = fines.reduce((sum, each) => sum + each, 0);
  const [firsts, seconds, thirds] = [headings("一、"), headings("（一）", "problems"), headings("（一）", "proposals")];
  return {
    family: "hotel-suggestion",
    kind: "suggestion",
    paragraphs: [
      ...title(story.place.office, "检察建议书"),
      numbered(story.code("建", done)),
      addressee(story.place.police),
      body`本院在办理侵害未成年人案件中发现，${story.place.county}部分住宿经营者未严格履行接待未成年人入住的强制报告、询问等义务，存在监管漏洞。本院于${story.on("visited", visits)}会同有关部门对${story.count("incidents", many, true)}家住宿场所开展实地走访，现提出如下检察建议：`,
      firsts("发现的主要问题"),
      seconds("住宿经营者未履行法定义务"),
      body`经查，下列住宿场所接待未成年人入住时，未询问其父母或者其他监护人的联系方式，未登记同住人员身份关系，相关情况如下：`,
      row("序号", "场所名称", "发现日期", "此前已处罚款"),
      ...names.map((name, at) =>
        row(
          String(at + 1),
          name,
          story.on(`incident-${at + 1}`, days[at] ?? begun, undefined, "dots"),
          story.fen(`fine-${at + 1}`, fines[at] ?? 0, "plain"),
        ),
      ),
      body`上述场所近一年内因未按规定登记住宿人员信息，已被处以罚款共计${story.total("total", total)}，但整改不到位。`,
      seconds("日常监督检查不够到位"),
      body`辖区派出所对住宿场所的检查多以查验旅客登记系统为主，未将接待未成年人“五必须”落实情况纳入检查内容。`,
      firsts("法律依据"),
      body`${quoted(quote, "未成年人保护法", "第五十七条")}违反上述规定的，应当依照${cite("未成年人保护法", "第一百二十二条")}的规定处理。`,
      firsts("检察建议"),
      body`为保护未成年人合法权益，根据${cite("人民检察院组织法", "第二十一条", 1)}、${cite("未成年人保护法", "第一百一十四条")}的规定，建议你局：`,
      thirds("对上述住宿场所依法调查处理，督促其限期整改；"),
      thirds("组织开展住宿行业接待未成年人专项检查，建立定期抽查制度；"),
      thirds("加强对住宿经营者及其从业人员的法治宣传和业务培训。"),
      body`请你局在收到本检察建议书后一个月内作出书面回复。如对检察建议有异议，可以在收到后七日内向本院书面提出。${contact(story)}`,
      seal(story.place.office),
      sealedOn(done, story.pick(["full", "han"])),
    ],
    record: recordOf(story, []),
    sums: [{ whole: "total", parts: fines.map((_, at) => `fine-${at + 1}`) }],
    order: ["visited", "signed"],
  };
}

/** Prisoners who went on drawing a pension. */
export function pensionSuggestion(story: Story, quote: Quote): Draft {
  const many = story.random.between(3, 6);
  const people = Array.from({ length: many }, () => story.person({ born: ["1948-01-01", "1960-12-31"] }));
  const terms = people.map(() => story.random.between(8, 30));
  const starts = people.map(() => `${story.day("2021-03-01", "2022-10-01").slice(0, 8)}${story.random.between(10, 27)}`);
  const sums = terms.map((count) => count * (story.random.between(138, 240) * 100));
  const total = sums.reduce((sum, each) => sum + each, 0);
  const back = sums[0] ?? 0;
  const begun = story.day("2025-06-01", "2025-11-01");
  const asked = after(begun, story.random.between(10, 25));
  const done = after(asked, story.random.between(8, 25));
  const [firsts, thirds] = [headings("一、"), headings("1.", "proposals")];
  const bureau = `${story.place.county}人力资源和社会保障局`;
  return {
    family: "pension-suggestion",
    kind: "suggestion",
    paragraphs: [
      ...title(story.place.office, "检察建议书"),
      numbered(story.code("行公建", done)),
      addressee(bureau),
      body`本院在履行公益监督职责中发现，部分人员在服刑期间违规领取城乡居民基本养老保险待遇，致使国有财产流失，遂于${story.on("filed", begun)}立案调查，并于${story.on("asked", asked, begun)}向你局调取了养老保险待遇发放明细。现已查明：`,
      firsts("基本事实"),
      body`经将刑事判决、社区矫正及刑满释放人员信息与养老保险待遇发放数据比对，发现${nameOf(people[0] as (typeof people)[number])}等${story.count("people", many)}人在监狱服刑期间，其养老保险待遇未按规定停发，共计多发放人民币${story.total("total", total)}。具体情况如下：`,
      row("姓名", "刑期", "刑期起止", "多发金额（元）"),
      ...people.map((person, at) =>
        row(
          nameOf(person),
          `有期徒刑${months(terms[at] ?? 8)}`,
          span(`term-${at + 1}`, starts[at] ?? begun, terms[at] ?? 8),
          story.fen(`sum-${at + 1}`, sums[at] ?? 0, "cell"),
        ),
      ),
      row("合计", "", "", story.fen("total", total, "cell")),
      body`截至本建议书发出之日，仅${nameOf(people[0] as (typeof people)[number])}退回多领的${story.fen("back", back)}，尚有${story.fen("left", total - back)}（大写：${capitals("left", total - back)}）未追回。`,
      firsts("法律依据和监管责任"),
      body`${quoted(quote, "社会保险法", "第七十九条")}${quoted(quote, "社会保险法", "第八十八条")}你局作为社会保险行政部门，对辖区内社会保险基金的收支、管理负有监督检查职责。对服刑人员违规领取的养老保险待遇，未及时停发和追回，属未依法全面履行监督管理职责。`,
      firsts("检察建议"),
      body`根据${cite("行政诉讼法", "第二十五条", 4)}、${cite("人民检察院组织法", "第二十条")}、${article_("人民检察院组织法", "第二十一条", 1)}的规定，建议你局依法履行监督管理职责：`,
      thirds(say`对未退回的${story.fen("left", total - back)}依法予以追回；`),
      thirds("对辖区内服刑人员领取养老保险待遇的情况进行全面排查；"),
      thirds("与法院、公安、司法行政等部门建立信息共享机制，堵塞管理漏洞。"),
      body`请你局在收到本检察建议书后两个月内依法履行职责，并将办理情况书面回复本院。${contact(story)}`,
      seal(story.place.office),
      sealedOn(done, story.pick(["full", "han"])),
      ...attachments("多发养老保险待遇人员名单1份", "刑事判决书复印件1册", "养老保险待遇发放明细1份"),
    ],
    record: recordOf(story, [], { days: { filed: [begun] } }),
    sums: [
      { whole: "total", parts: sums.map((_, at) => `sum-${at + 1}`) },
      { whole: "left", parts: ["total"], less: ["back"] },
    ],
    order: ["filed", "asked", "signed"],
  };
}

/** A guarantor was held jointly liable although nothing of the kind was agreed: a retrial is suggested. */
export function guaranteeSuggestion(story: Story, quote: Quote): Draft {
  const [lender, borrower, guarantor] = [story.person(), story.person(), story.person()];
  const lent = `${story.day("2022-06-01", "2022-12-31").slice(0, 8)}${story.random.between(10, 27)}`;
  const length = story.pick([6, 10, 12, 18]);
  const due = after(monthsAfter(lent, length), -1);
  const sued = after(due, story.random.between(220, 330));
  const judged = after(sued, story.random.between(45, 90));
  const refused = after(judged, story.random.between(120, 170));
  const applied = after(refused, story.random.between(20, 60));
  const done = after(applied, story.random.between(40, 85));
  const principal = story.random.between(12, 48) * 1_000_000;
  const repaid = [story.random.between(10, 40) * 100_000, story.random.between(10, 40) * 100_000];
  const repaidTotal = repaid.reduce((sum, each) => sum + each, 0);
  const left = principal - repaidTotal;
  const paidOn = [after(lent, story.random.between(30, 80)), after(lent, story.random.between(90, 150))] as const;
  const [firsts, reasons] = [headings("一、"), headings("（一）", "reasons")];
  const number = `（${judged.slice(0, 4)}）湘99民初${story.random.between(100, 2000)}号`;
  return {
    family: "guarantee-suggestion",
    kind: "suggestion",
    paragraphs: [
      ...title(story.place.office, "再审检察建议书"),
      numbered(story.code("民监", done)),
      addressee(story.place.court),
      body`${nameOf(guarantor)}因与${nameOf(lender)}、${nameOf(borrower)}民间借贷、保证合同纠纷一案，不服你院${number}民事判决，于${story.on("applied", applied)}向本院申请监督。本案现已审查终结。`,
      firsts("案件来源和诉讼过程"),
      body`${story.on("sued", sued)}，${nameOf(lender)}起诉至你院，请求判令${nameOf(borrower)}偿还借款本金${story.fen("left", left)}及利息，${nameOf(guarantor)}承担连带清偿责任。你院于${story.on("judged", judged, sued)}作出${number}民事判决，支持了${nameOf(lender)}的诉讼请求。判决生效后，${nameOf(guarantor)}申请再审，你院于${story.on("refused", refused)}裁定驳回其再审申请。`,
      firsts("审查认定的事实"),
      body`${story.on("lent", lent)}，${nameOf(borrower)}因经营需要向${nameOf(lender)}借款人民币${story.fen("principal", principal)}（大写：${capitals("principal", principal)}），出具借条一张，约定借款期限${months(length)}，${span("loan", lent, length)}。${nameOf(guarantor)}在借条“担保人”处签名，借条上未约定保证方式和保证期间。`,
      body`借款后，${nameOf(borrower)}于${story.on("paid-1", paidOn[0])}归还本金${story.fen("repaid-1", repaid[0] ?? 0)}，于${story.on("paid-2", paidOn[1], paidOn[0])}归还本金${story.fen("repaid-2", repaid[1] ?? 0)}，共计归还${story.total("repaid", repaidTotal)}，尚欠本金${story.fen("left", left)}。${nameOf(lender)}在借款到期后至起诉前，未对${nameOf(borrower)}提起诉讼或者申请仲裁，也未要求${nameOf(guarantor)}承担保证责任。`,
      firsts("监督理由"),
      body`本院认为，你院${number}民事判决适用法律确有错误。`,
      reasons("将一般保证认定为连带责任保证错误"),
      body`${quoted(quote, "民法典", "第六百八十六条")}同条第二款规定，对保证方式没有约定或者约定不明确的，按照一般保证承担保证责任。本案借条未约定保证方式，${nameOf(guarantor)}应当承担的是一般保证责任，判决其承担连带清偿责任，与${cite("民法典", "第六百八十六条", 2)}的规定不符。`,
      reasons("未审查保证期间已经届满"),
      body`根据${cite("民法典", "第六百九十二条", 2)}的规定，没有约定保证期间的，保证期间为主债务履行期限届满之日起六个月。${nameOf(lender)}未在保证期间内对债务人${nameOf(borrower)}提起诉讼或者申请仲裁，根据${cite("民法典", "第六百九十三条", 1)}的规定，${nameOf(guarantor)}不再承担保证责任。`,
      body`综上，你院${number}民事判决符合${cite("民事诉讼法", "第二百一十一条")}第六项规定的情形。根据${cite("民事诉讼法", "第二百一十九条", 2)}的规定，特提出再审检察建议，请在收到后三个月内审查完毕，并将审查结果书面回复本院。`,
      seal(story.place.office),
      sealedOn(done, story.pick(["full", "han"])),
      ...attachments("检察卷宗1册", "民事监督申请书副本1份"),
    ],
    record: recordOf(story, []),
    sums: [
      { whole: "repaid", parts: ["repaid-1", "repaid-2"] },
      { whole: "left", parts: ["principal"], less: ["repaid"] },
    ],
    order: ["lent", "paid-1", "paid-2", "sued", "judged", "refused", "applied", "signed"],
  };
}

/** A market bureau is told what an inspection of lifts left undone. */
export function dustSuggestion(story: Story): Draft {
  const firm = `${story.place.county}${story.pick(["永固", "华盛", "森旺"])}${story.pick(["家具", "木业"])}有限公司`;
  const boss = story.person();
  const seen = story.day("2024-04-01", "2025-08-01");
  const ordered = after(seen, story.random.between(2, 12));
  const again = after(ordered, story.random.between(35, 60));
  const done = after(again, story.random.between(8, 20));
  const fine = story.pick([1_000_000, 2_000_000, 3_000_000, 4_000_000]);
  const [firsts, problems, proposals] = [headings("一、"), headings("1.", "problems"), headings("（一）", "proposals")];
  return {
    family: "dust-suggestion",
    kind: "suggestion",
    paragraphs: [
      ...title(story.place.office, "检察建议书"),
      numbered(story.code("社建", done)),
      addressee(`${story.place.county}应急管理局`),
      body`本院在开展安全生产领域专项监督中发现，${organisation(firm)}粉尘爆炸隐患整改不到位，危害公共安全。现将有关情况和建议函告如下：`,
      firsts("基本情况"),
      body`${organisation(firm)}，统一社会信用代码${slot(story.creditCode(), "credit-code", "organisation")}，法定代表人${nameOf(boss)}，联系电话${slot(boss.phone, "phone", boss.key)}，从事木制品加工，现有涉粉作业人员${story.random.between(11, 29)}人。`,
      firsts("存在的问题"),
      problems(
        say`隐患长期存在。${story.on("seen", seen)}，你局执法人员检查发现，${organisation(firm)}除尘系统未设置泄爆装置，打磨车间积尘严重，遂于${story.on("ordered", ordered, seen)}责令其三十日内整改，并处罚款${story.fen("fine", fine)}。`,
      ),
      problems(
        say`复查流于形式。整改期满后，你局未到现场复查即予以销案。${story.on("again", again)}，本院会同消防技术人员现场查看，上述隐患依然存在，所处罚款${story.fen("fine", fine)}亦未缴纳，法定代表人${nameOf(boss)}称因资金困难尚未购置设备。`,
      ),
      problems("从业人员培训缺失。该公司未对新进涉粉人员进行安全教育和培训，未建立粉尘清扫记录。"),
      firsts("检察建议"),
      body`根据${cite("安全生产法", "第四十一条", 2)}的规定，生产经营单位应当建立健全并落实生产安全事故隐患排查治理制度。根据${cite("安全生产法", "第七十四条", 2)}、${cite("人民检察院组织法", "第二十一条", 1)}的规定，建议你局：`,
      proposals(say`督促${organisation(firm)}立即消除粉尘爆炸隐患，对拒不整改的依法处理；`),
      proposals("规范复查程序，落实现场复查和影像留存要求；"),
      proposals("对辖区涉粉企业开展一次全面排查，建立隐患台账。"),
      body`请你局自收到本检察建议书之日起两个月内书面回复办理情况。${contact(story)}`,
      seal(story.place.office),
      sealedOn(done, story.pick(["full", "han"])),
    ],
    record: recordOf(story, []),
    order: ["seen", "ordered", "again", "signed"],
  };
}
