import { type Draft, paragraph, say, slot } from "../draft.ts";
import { articleOf, date, type Facts, heading, lawOf, money, named, signedOn } from "../facts.ts";

const SAFETY = "中华人民共和国安全生产法";

/** 检察建议书 of social governance, to a firm: heads in brackets, attachments, a sum of three costs. */
export function governanceSuggestion(facts: Facts): Draft {
  const { district, course, firm, officers, number, random } = facts;
  const year = course.decided.slice(0, 4);
  const costs = [random.between(12, 90), random.between(12, 90), random.between(12, 90)].map((thousands) => thousands * 100_000);
  const whole = costs.reduce((sum, each) => sum + each, 0);
  return {
    family: "governance-suggestion",
    kind: "suggestion",
    record: { office: district.office, suspects: [], charge: null, actOn: course.act, acceptedOn: null, amount: whole },
    paragraphs: [
      paragraph("title", `${district.name}人民检察院检察建议书`),
      paragraph("number", slot(`岳检建〔${year}〕${number}号`, "document-number", "own")),
      paragraph("addressee", slot(`${firm.name}：`, "addressee", "firm")),
      paragraph(
        "body",
        say`我院在办理一起危险作业案件时了解到，你公司（统一社会信用代码：${slot(firm.creditCode, "credit-code", "firm")}）于${date("act", course.act)}发生一起可燃液体泄漏事故。${date("visit", course.filed)}，我院派员到你公司走访，听取了安全管理人员${named("manager", facts.defender)}的说明。为帮助你公司堵塞漏洞、完善制度，现提出如下建议。`,
      ),
      paragraph("heading", heading("（一）", "发现的问题")),
      paragraph(
        "body",
        say`事故造成设备损失${money("cost-1", costs[0] ?? 0)}、物料损失${money("cost-2", costs[1] ?? 0)}、停产损失${money("cost-3", costs[2] ?? 0)}，三项合计${slot(`${whole / 100}元`, "total", "cost", whole)}。原因在于作业人员未经培训上岗，动火作业未经审批，现场无人监护。`,
      ),
      paragraph("heading", heading("（二）", "应当遵守的规定")),
      paragraph(
        "body",
        say`${lawOf(SAFETY)}${articleOf(SAFETY, "第二十八条")}要求生产经营单位对从业人员进行安全生产教育和培训，${articleOf(SAFETY, "第四十三条")}要求危险作业安排专门人员进行现场安全管理。你公司制定的制度与此不相符合。`,
      ),
      paragraph("heading", heading("（三）", "整改建议")),
      paragraph("body", "一是修订操作规程，落实全员责任制；二是补齐监测设备，不得以检修代替保养；三是组织一次应急演练，并留存影像资料。"),
      paragraph("body", "请于收到后两个月内将整改情况函告我院，并附相关材料。"),
      paragraph("signature", say`承办人：${named("officer", officers[0])}`),
      paragraph("signature", slot(`${district.name}人民检察院`, "seal", "seal")),
      paragraph("signature", signedOn(course.decided)),
      paragraph("attachment", say`附件：${slot("1.", "attachment", "1")}现场照片六张`),
      paragraph("attachment", say`${slot("2.", "attachment", "2")}隐患清单一份`),
      paragraph("attachment", say`${slot("3.", "attachment", "3")}有关法律条文摘录`),
    ],
  };
}
