import { code, count, day, flag, money, personName, residentId, words } from "./columns.ts";
import { external } from "./district.ts";

const police = { zh: "公安局交通警察支队", en: "Traffic police" };

const plate = words("plate_number", "document-number", "号牌号码", "Number plate", {
  required: true,
  dataClass: "personal",
  aliases: ["车牌号", "车牌号码"],
});

/** Traffic accidents as the traffic police take them up, one row per person and vehicle. */
export const trafficAccidents = external("traffic-accidents", "交通事故警情", "Traffic accidents", {
  source: "traffic-police",
  owner: police,
  businessLines: ["civil", "ordinary-crime", "public-interest"],
  recordKey: ["accident_number", "person_id"],
  columns: [
    words("accident_number", "document-number", "事故编号", "Accident number", { required: true, aliases: ["警情编号"] }),
    day("occurred_on", "事故日期", "Occurred on", { required: true, aliases: ["报警日期", "事故时间"] }),
    words("place", "address", "事故地点", "Place", { aliases: ["地点"] }),
    personName("person_name", "当事人姓名", "Party", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "当事人身份证号", "Party's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    words("plate_number", "document-number", "号牌号码", "Number plate", { dataClass: "personal", aliases: ["车牌号", "车牌号码"] }),
    code("role", "交通方式", "Role", {
      driver: ["驾驶人", "驾驶机动车"],
      passenger: ["乘车人"],
      pedestrian: ["行人"],
      rider: ["非机动车驾驶人"],
    }),
    code("liability", "事故责任", "Liability", {
      full: ["全部责任", "全责"],
      main: ["主要责任", "主责"],
      equal: ["同等责任"],
      minor: ["次要责任", "次责"],
      none: ["无责任", "无责"],
    }),
    flag("is_injured", "是否受伤", "Injured", { aliases: ["受伤情况"] }),
  ],
});

/** Motor insurance claims paid. */
export const motorClaims = external("motor-claims", "车险理赔", "Motor claims", {
  source: "insurance",
  owner: { zh: "保险行业协会", en: "Insurance association" },
  businessLines: ["civil", "economic-crime"],
  recordKey: ["claim_number"],
  columns: [
    words("claim_number", "document-number", "赔案号", "Claim number", { required: true, aliases: ["理赔案号"] }),
    words("accident_number", "document-number", "事故编号", "Accident number"),
    plate,
    personName("payee_name", "领款人姓名", "Payee", { aliases: ["收款人姓名"] }),
    residentId("payee_id", "领款人身份证号", "Payee's resident id", { aliases: ["收款人身份证号"] }),
    day("occurred_on", "出险日期", "Occurred on", { required: true, aliases: ["出险时间"] }),
    money("amount", "赔付金额", "Amount paid", { required: true, aliases: ["赔款金额"] }),
    day("paid_on", "赔付日期", "Paid on", { aliases: ["支付日期"] }),
  ],
});

/** Driving licences and how they stand. */
export const drivingLicences = external("driving-licences", "机动车驾驶证", "Driving licences", {
  source: "traffic-police",
  owner: police,
  businessLines: ["administrative", "public-interest", "ordinary-crime"],
  recordKey: ["person_id", "issued_on"],
  columns: [
    personName("person_name", "持证人姓名", "Holder", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "持证人身份证号", "Holder's resident id", {
      required: true,
      aliases: ["身份证号", "驾驶证号", "公民身份号码"],
    }),
    words("vehicle_class", "free-text", "准驾车型", "Class", { aliases: ["车型"] }),
    day("issued_on", "初次领证日期", "First issued on", { required: true, aliases: ["领证日期"] }),
    day("valid_to", "有效期止", "Valid to", { aliases: ["有效期至"] }),
    code(
      "status",
      "驾驶证状态",
      "Status",
      {
        valid: ["正常", "A"],
        suspended: ["暂扣", "C"],
        revoked: ["吊销", "K"],
        cancelled: ["注销", "E"],
        expired: ["逾期未换证", "G"],
      },
      { required: true, aliases: ["状态"] },
    ),
    day("status_since", "状态变更日期", "Status since", { aliases: ["状态日期"] }),
    day("barred_until", "禁止申领截止日期", "Barred until (empty: for life or not barred)", { aliases: ["禁驾止日"] }),
  ],
});

/** Drivers as checks, violations and accidents met them. */
export const driverSightings = external("driver-sightings", "驾驶人查处记录", "Drivers met in checks", {
  source: "traffic-police",
  owner: police,
  businessLines: ["administrative", "public-interest", "ordinary-crime"],
  recordKey: ["person_id", "seen_on", "plate_number"],
  columns: [
    personName("person_name", "驾驶人姓名", "Driver", { required: true, aliases: ["姓名", "当事人姓名"] }),
    residentId("person_id", "驾驶人身份证号", "Driver's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    plate,
    day("seen_on", "查处日期", "Met on", { required: true, aliases: ["违法时间", "违法日期"] }),
    code("occasion", "查处方式", "Occasion", {
      check: ["现场检查", "现场执法"],
      violation: ["违法处理", "电子监控处理"],
      accident: ["事故处理"],
    }),
    flag("was_driving", "本人驾驶", "Was driving", { aliases: ["是否本人驾驶"] }),
  ],
});

/** Motor vehicles. */
export const vehicles = external("vehicles", "机动车登记", "Vehicles", {
  source: "traffic-police",
  owner: police,
  businessLines: ["public-interest", "administrative"],
  recordKey: ["plate_number"],
  columns: [
    plate,
    words("vehicle_kind", "free-text", "车辆类型", "Kind", { aliases: ["类型"] }),
    words("owner_name", "organisation-name", "所有人", "Owner", { dataClass: "personal", aliases: ["机动车所有人", "车主"] }),
    words("owner_code", "credit-code", "所有人统一社会信用代码", "Owner's credit code", { aliases: ["统一社会信用代码"] }),
    residentId("owner_id", "所有人身份证号", "Owner's resident id", { aliases: ["车主身份证号"] }),
    count("load_kilograms", "核定载质量（千克）", "Load in kilograms", { aliases: ["核定载质量"] }),
  ],
});

/** Vehicles that passed a road camera. */
export const cameraPasses = external("camera-passes", "卡口过车记录", "Camera passes", {
  source: "traffic-police",
  owner: police,
  dataClass: "sensitive",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["camera", "plate_number", "passed_at"],
  columns: [
    words("camera", "document-number", "卡口编号", "Camera", { required: true, aliases: ["设备编号"] }),
    words("place", "address", "卡口地点", "Place", { aliases: ["卡口名称"] }),
    plate,
    day("passed_on", "过车日期", "Passed on", { required: true, aliases: ["日期"] }),
    words("passed_at", "free-text", "过车时间", "Time of passing", { required: true, aliases: ["通行时间"] }),
    words("zone", "document-number", "所属围栏编号", "Geofence in which it stands", { aliases: ["围栏编号"] }),
    code("loaded", "载货状态", "Load", { laden: ["重车", "满载"], empty: ["空车", "空载"], unknown: ["不明"] }),
  ],
});
