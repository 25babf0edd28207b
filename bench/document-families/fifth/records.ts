import { type Draft, paragraph, say } from "../draft.ts";
import { bornOf, chargeOf, day, head, idOf, later, monthsOn, named, part, phoneOf, sexOf, signed, someone, whole } from "../forms.ts";
import { drawAmounts, drawCourse, type Story } from "../story.ts";
import { aged, bare, bareWhole, daysOf, lasting, many, organisation, recordOf, span } from "./forms.ts";

/** A shop assistant who pocketed payments: figures and days in answers. */
export function assistantInterrogation(story: Story): Draft {
  const { random, cast } = story;
  const course = drawCourse(random, later("2024-05-21", random.between(0, 380)));
  const woman = cast.member("suspect", [1983, 2003]);
  const [owner, procurator, clerk, guest] = cast.names();
  const friend = cast.name("female");
  const firm = cast.firm("商贸", "餐饮", "建材");
  const asked = later(course.accepted, 5);
  const joined = monthsOn(course.act, -15);
  const trial = later(joined, 0);
  const first = monthsOn(course.act, -7);
  const [cards, deposits, goods] = drawAmounts(random, 3, [12_000, 46_000]) as unknown as [number, number, number];
  const total = cards + deposits + goods;
  const [rent, phone] = [random.between(20, 60) * 10_000, random.between(30, 70) * 10_000];
  const back = random.between(11, 40) * 10_000;
  const charge = "职务侵占罪";
  return {
    family: "assistant-interrogation",
    kind: "interrogation-record",
    paragraphs: [
      paragraph("title", "讯 问 笔 录"),
      paragraph("body", say`时间：${day("asked-here", asked)}9时10分至11时25分　地点：${story.detention}第三讯问室`),
      paragraph(
        "body",
        say`讯问人：${someone("procurator", procurator)}（检察官）　记录人：${someone("clerk", clerk)}（书记员）　工作单位：${story.procuratorate}`,
      ),
      paragraph(
        "body",
        say`被讯问人：${named(woman)}　性别：${sexOf(woman)}　出生日期：${bornOf(woman)}　身份证号码：${idOf(woman)}　手机：${phoneOf(woman)}`,
      ),
      paragraph(
        "body",
        say`问：我们是${story.procuratorate}的工作人员，现在依法对你进行讯问，你应当如实回答，与本案无关的问题，你有拒绝回答的权利。听清楚了吗？`,
      ),
      paragraph("body", "答：听清楚了。"),
      paragraph("body", "问：《犯罪嫌疑人诉讼权利义务告知书》收到没有？是否申请回避？"),
      paragraph("body", say`答：${day("told", course.told)}收到的，我不申请回避。`),
      paragraph("body", "问：你是什么时候被采取强制措施的？因为什么？"),
      paragraph(
        "body",
        say`答：${day("detained", course.detained)}派出所把我带走刑事拘留，${day("arrested", course.arrested)}逮捕的，说我涉嫌${chargeOf(charge)}。`,
      ),
      paragraph("body", "问：说一下你的工作情况。"),
      paragraph(
        "body",
        say`答：我叫${named(woman)}，出事那年${aged(woman, "act", course.act, true)}岁。${day("joined", joined)}我到${organisation("firm", firm.name)}当收银员，老板是${someone("owner", owner)}。签了合同，试用期${lasting("trial", 2, "两个月")}，${span("trial", trial, 2, ["从", "到", ""])}，后来转正了，管收银和会员卡充值。`,
      ),
      paragraph("body", "问：你是怎么把公司的钱据为己有的？"),
      paragraph(
        "body",
        say`答：有${many("way", 3)}种办法。一是会员充值不入系统，让客人扫我的收款码，${day("first", first)}第一次这样做，前后拿了${part("way/1", cards)}；二是客户交的订金不上缴，拿了${part("way/2", deposits)}；三是退货的钱没有退给公司，有${part("way/3", goods)}。`,
      ),
      paragraph("body", "问：一共是多少？"),
      paragraph(
        "body",
        say`答：我自己记了账，总共${whole("way", total)}。${day("act", course.act)}，客人${someone("guest", guest)}来查余额，${someone("owner", owner)}对账才发现的。`,
      ),
      paragraph("body", "问：钱用到哪里去了？"),
      paragraph(
        "body",
        say`答：付房租${part("rent", rent)}，买手机${part("phone", phone)}，这两样就花了${whole("spent", rent + phone)}，其他的吃喝花掉了，还有一些借给朋友${someone("friend", friend)}，她不知道钱的来路。`,
      ),
      paragraph("body", "问：有没有退赔？"),
      paragraph(
        "body",
        say`答：我妈替我退给${organisation("firm", firm.name)}${part("back", back)}，${someone("owner", owner)}打了收条，还差${whole("open", total - back)}没有退。`,
      ),
      paragraph("body", say`问：公司说你拿了${whole("way", total)}，你有没有异议？`),
      paragraph("body", "答：没有异议。"),
      paragraph("body", say`问：${someone("friend", friend)}是否参与？`),
      paragraph("body", say`答：没有，是我一个人做的。我愿意认罪认罚，对${chargeOf(charge)}没有意见，请从宽处理。`),
      paragraph("body", "问：以上所说是否属实？有没有受到刑讯逼供、诱供？"),
      paragraph("body", "答：属实，没有。以上笔录我看过，和我说的一样。"),
      paragraph("signature", named(woman)),
      paragraph("signature", signed(asked)),
    ],
    record: recordOf(story, [woman], { charge, amount: total, days: daysOf(course, ["act", "told", "detained", "arrested"]) }),
    sums: [
      { whole: "way", parts: ["way/1", "way/2", "way/3"] },
      { whole: "spent", parts: ["rent", "phone"] },
      { whole: "open", parts: ["way"], less: ["back"] },
    ],
    order: ["joined", "first", "act", "detained", "arrested", "told", "signed"],
  };
}

/** A farmer who let land and was owed rent: a lease from day to day, instalments, who dug. */
export function landlordWitness(story: Story): Draft {
  const { random, cast } = story;
  const act = later("2024-08-08", random.between(0, 300));
  const man = cast.member("witness", [1952, 1975], { isOrdinary: true });
  const [foreman, neighbour, procurator, clerk] = cast.names();
  const [tenant, wife] = [cast.name("male"), cast.name("female")];
  const leased = monthsOn(act, -18);
  const signedOn = later(leased, -random.between(3, 9));
  const asked = later(act, random.between(20, 50));
  const months = random.pick([24, 36]);
  const [paddy, slope] = [random.between(12, 40) / 10, random.between(10, 30) / 10];
  const [rent1, rent2] = drawAmounts(random, 2, [2_000, 6_000]);
  const due = rent1 + rent2 + random.between(8, 30) * 10_000;
  const [big, small] = [random.between(3, 6), random.between(2, 4)];
  return {
    family: "landlord-witness",
    kind: "witness-record",
    paragraphs: [
      paragraph("title", "询问笔录"),
      head("lines", "1、", "询问时间、地点、人员"),
      paragraph(
        "body",
        say`${day("asked-here", asked)}下午，在${man.address}证人家中，检察官${someone("procurator", procurator)}、书记员${someone("clerk", clerk)}出示工作证件后进行询问。`,
      ),
      head("lines", "2、", "证人"),
      paragraph(
        "body",
        say`${named(man)}，${sexOf(man)}，${bornOf(man)}生，居民身份证${idOf(man)}，电话${phoneOf(man)}，当地农民，取土那天${aged(man, "act", act)}岁。`,
      ),
      head("lines", "3、", "告知"),
      paragraph("body", "已交给证人《证人诉讼权利义务告知书》，并告知作伪证要负的法律责任，证人表示明白。"),
      head("lines", "4、", "询问内容"),
      paragraph(
        "body",
        say`问：你和${someone("tenant", tenant)}是什么关系？　答：他租我的地。${day("contract", signedOn)}在村部写的合同，租期是${lasting("lease", months, months === 24 ? "两年" : "三年")}，${span("lease", leased, months, ["", "至", ""])}，邻居${someone("neighbour", neighbour)}作的见证。`,
      ),
      paragraph(
        "body",
        say`问：租了多少地？　答：水田${bare("paddy", paddy)}亩，坡地${bare("slope", slope)}亩，加起来${bareWhole("land", Math.round((paddy + slope) * 10) / 10)}亩。他讲是种柑橘。`,
      ),
      paragraph(
        "body",
        say`问：租金怎么付的？　答：${day("pay/1", later(leased, 5))}付了${part("pay-1", rent1)}，${day("pay/2", monthsOn(leased, 6))}付了${part("pay-2", rent2)}，就付过这${many("pay", 2)}回，到手${whole("paid", rent1 + rent2)}。合同上写的是${part("due", due)}，所以他还欠我${whole("owed", due - rent1 - rent2)}。`,
      ),
      paragraph(
        "body",
        say`问：什么时候开始取土的？　答：${day("act", act)}，我儿媳${someone("wife", wife)}从镇上回来，看见${someone("foreman", foreman)}带着大车${bare("big", big)}辆、小车${bare("small", small)}辆在拖土，${bareWhole("cars", big + small)}辆车排在路边。我打电话给${someone("tenant", tenant)}，他讲是平整土地。`,
      ),
      paragraph(
        "body",
        say`问：${someone("foreman", foreman)}是什么人？　答：是${someone("tenant", tenant)}请的工头，${someone("neighbour", neighbour)}认得他。`,
      ),
      paragraph(
        "body",
        say`问：还有什么要反映的？　答：没有了。地挖成了坑，希望责令${someone("tenant", tenant)}把地恢复，欠的${whole("owed", due - rent1 - rent2)}也要付清。`,
      ),
      paragraph("body", "问：以上笔录请核对。　答：念给我听过，跟我讲的一样。"),
      paragraph("signature", say`证人（签名、捺印）：${named(man)}`),
      paragraph("signature", signed(asked)),
    ],
    record: recordOf(story, [], { days: { act: [act] } }),
    sums: [
      { whole: "land", parts: ["paddy", "slope"] },
      { whole: "paid", parts: ["pay-1", "pay-2"] },
      { whole: "owed", parts: ["due"], less: ["paid"] },
      { whole: "cars", parts: ["big", "small"] },
    ],
    order: ["contract", "pay/1", "pay/2", "act", "signed"],
  };
}
