import { code, day, decimal, flag, money, residentId, words } from "./columns.ts";
import { external, internal } from "./district.ts";

const bureau = { zh: "自然资源和规划局", en: "Natural resources bureau" };

const parcel = words("parcel_number", "document-number", "地块编号", "Parcel", { required: true, aliases: ["图斑编号", "宗地编号"] });
const area = decimal("area_square_metres", "面积（平方米）", "Area in square metres", { required: true, aliases: ["面积", "图斑面积"] });

/** Penalties for illegal use of land. */
export const landPenalties = external("land-penalties", "土地违法处罚", "Land penalties", {
  source: "land",
  owner: bureau,
  businessLines: ["administrative", "public-interest"],
  recordKey: ["decision_number"],
  columns: [
    words("decision_number", "document-number", "处罚决定书文号", "Decision number", { required: true, aliases: ["决定书文号"] }),
    words("party_name", "organisation-name", "被处罚人", "Party", {
      required: true,
      dataClass: "personal",
      aliases: ["当事人", "违法主体"],
    }),
    words("party_code", "credit-code", "被处罚人统一社会信用代码", "Party's credit code", { aliases: ["统一社会信用代码"] }),
    residentId("party_id", "被处罚人身份证号", "Party's resident id", { aliases: ["身份证号"] }),
    parcel,
    decimal("farmland_square_metres", "占用耕地面积（平方米）", "Farmland occupied in square metres", {
      required: true,
      aliases: ["占用耕地面积", "耕地面积"],
    }),
    flag("is_basic_farmland", "占用永久基本农田", "Permanent basic farmland", { aliases: ["是否基本农田"] }),
    day("decided_on", "处罚决定日期", "Decided on", { required: true, aliases: ["决定日期"] }),
    code("measure", "处罚内容", "Measure", {
      demolish: ["限期拆除", "拆除并恢复原状"],
      confiscate: ["没收"],
      fine_only: ["罚款"],
    }),
    money("fine", "罚款金额", "Fine", { aliases: ["罚款"] }),
    day("due_on", "履行期限", "To be done by", { aliases: ["履行截止日期"] }),
    day("fulfilled_on", "履行完毕日期", "Fulfilled on", { aliases: ["执行完毕日期"] }),
  ],
});

/** Land that changed between two images, as surveys deliver it. */
export const landChanges = external("land-changes", "土地变化图斑", "Land changes", {
  source: "land",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["parcel_number", "image_after"],
  columns: [
    parcel,
    area,
    words("use_before", "free-text", "变化前地类", "Use before", { aliases: ["前时相地类"] }),
    words("use_after", "free-text", "变化后地类", "Use after", { required: true, aliases: ["后时相地类"] }),
    day("image_before", "前时相日期", "Image before", { aliases: ["前期影像日期"] }),
    day("image_after", "后时相日期", "Image after", { required: true, aliases: ["后期影像日期"] }),
    words("outline", "free-text", "边界坐标", "Outline (WKT)", { aliases: ["几何"] }),
    words("town", "address", "所在乡镇", "Town", { aliases: ["坐落"] }),
  ],
});

/** Changes on farmland that the house itself measured on satellite images: the newest measurement of a place counts. */
export const farmlandViolations = internal("farmland-violations", "耕地影像图斑", "Farmland violations seen on images", {
  source: null,
  owner: { zh: "本院", en: "The procuratorate" },
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["violation"],
  columns: [
    words("violation", "document-number", "影像图斑编号", "Violation", { required: true }),
    words("name", "free-text", "图斑位置", "Place", { required: true }),
    words("run", "document-number", "监测编号", "Run", { required: true }),
    code("method", "监测方法", "Method", { series: ["时间序列"], pair: ["两期比较"] }, { required: true }),
    words("class", "code", "变化类别", "Class", { required: true }),
    code("confidence", "可信程度", "Confidence", { possible: ["可能"], probable: ["较可能"], confirmed: ["确认"] }, { required: true }),
    flag("is_large", "大小足以确认", "Large enough to be confirmed"),
    decimal("area_square_metres", "变化面积（平方米）", "Area in square metres", { required: true }),
    decimal("area_mu", "变化面积（亩）", "Area in mu", { required: true }),
    decimal("area_error_mu", "面积误差（亩）", "Error of the area in mu", { required: true }),
    code(
      "area_element",
      "面积要件",
      "Area element",
      { reached: ["达到"], "not-reached": ["未达到"], "cannot-tell": ["无法判断"] },
      { required: true },
    ),
    day("changed_after", "最后正常日期", "Last normal on"),
    day("changed_by", "最早异常日期", "First abnormal on"),
    words("parcels", "free-text", "涉及地块", "Parcels"),
    words("approvals_to_check", "free-text", "待核对的审批", "Approvals to check"),
    decimal("longitude", "经度", "Longitude", { required: true }),
    decimal("latitude", "纬度", "Latitude", { required: true }),
    day("images_from", "首景影像日期", "First image"),
    day("images_to", "末景影像日期", "Last image"),
  ],
});

/** Farmland parcels of the land survey. */
export const farmlandParcels = external("farmland-parcels", "耕地图斑", "Farmland parcels", {
  source: "land",
  owner: bureau,
  businessLines: ["public-interest", "administrative"],
  recordKey: ["parcel_number"],
  absenceKeys: ["parcel_number"],
  columns: [
    parcel,
    area,
    code("kind", "耕地类别", "Kind", { basic: ["永久基本农田"], other: ["一般耕地"] }, { required: true, aliases: ["地类"] }),
    words("farmer_name", "organisation-name", "承包经营户", "Farmer", { dataClass: "personal", aliases: ["承包方"] }),
    residentId("farmer_id", "承包人身份证号", "Farmer's resident id", { aliases: ["身份证号"] }),
    words("outline", "free-text", "边界坐标", "Outline (WKT)", { aliases: ["几何"] }),
    words("town", "address", "坐落", "Town", { aliases: ["所在乡镇"] }),
  ],
});

/** Approvals to use land for building, and temporary use. */
export const landApprovals = external("land-approvals", "用地审批", "Land approvals", {
  source: "land",
  owner: bureau,
  businessLines: ["public-interest", "administrative"],
  recordKey: ["approval_number", "parcel_number"],
  absenceKeys: ["parcel_number"],
  columns: [
    words("approval_number", "document-number", "批准文号", "Approval number", { required: true, aliases: ["用地批文"] }),
    parcel,
    words("holder_name", "organisation-name", "用地单位", "Holder", { dataClass: "personal", aliases: ["用地主体"] }),
    code(
      "kind",
      "用地类别",
      "Kind",
      { construction: ["建设用地"], temporary: ["临时用地"], facility: ["设施农业用地"], homestead: ["宅基地"] },
      { required: true, aliases: ["审批类别"] },
    ),
    area,
    day("approved_on", "批准日期", "Approved on", { required: true }),
    day("valid_to", "有效期至", "Valid to", { aliases: ["到期日期"] }),
  ],
});

/** Subsidies for farmland and grain, by parcel and year. */
export const farmlandSubsidies = external("farmland-subsidies", "耕地补贴发放", "Farmland subsidies", {
  source: "agriculture",
  owner: { zh: "农业农村局", en: "Agriculture bureau" },
  businessLines: ["public-interest", "administrative", "economic-crime"],
  recordKey: ["person_id", "parcel_number", "paid_on"],
  columns: [
    words("person_name", "person-name", "领取人姓名", "Recipient", {
      required: true,
      dataClass: "personal",
      aliases: ["姓名", "农户姓名"],
    }),
    residentId("person_id", "领取人身份证号", "Recipient's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    parcel,
    decimal("area_mu", "补贴面积（亩）", "Area in mu", { required: true, aliases: ["补贴面积"] }),
    words("crop", "free-text", "补贴作物", "Crop", { aliases: ["种植作物"] }),
    money("amount", "补贴金额", "Amount", { required: true, aliases: ["发放金额"] }),
    day("paid_on", "发放日期", "Paid on", { required: true }),
  ],
});
