import { code, count, day, decimal, flag, money, month, words } from "./columns.ts";
import { external } from "./district.ts";

const bureau = { zh: "水利局", en: "Water resources bureau" };

/** Permits to dig sand. */
export const sandPermits = external("sand-permits", "河道采砂许可", "Sand permits", {
  source: "water",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["permit_number", "vessel"],
  absenceKeys: ["vessel"],
  columns: [
    words("permit_number", "document-number", "采砂许可证号", "Permit number", { required: true, aliases: ["许可证号"] }),
    words("vessel", "document-number", "采砂船名", "Vessel", { required: true, aliases: ["船名", "船舶识别号"] }),
    words("holder_name", "organisation-name", "许可持有人", "Holder", { aliases: ["持证单位"] }),
    words("reach", "address", "许可河段", "Reach", { aliases: ["采区"] }),
    day("valid_from", "许可起日", "Valid from", { required: true, aliases: ["有效期起"] }),
    day("valid_to", "许可止日", "Valid to", { required: true, aliases: ["有效期止"] }),
    decimal("tonnes", "许可采量（吨）", "Tonnes permitted", { aliases: ["许可采量"] }),
  ],
});

/** Trips of dredgers and sand carriers, as position reports give them. */
export const vesselTrips = external("vessel-trips", "船舶航次轨迹", "Vessel trips", {
  source: "water",
  owner: { zh: "海事局", en: "Maritime bureau" },
  businessLines: ["public-interest", "ordinary-crime"],
  recordKey: ["vessel", "started_at"],
  columns: [
    words("vessel", "document-number", "船名", "Vessel", { required: true, aliases: ["采砂船名", "船舶识别号"] }),
    words("owner_name", "organisation-name", "船舶所有人", "Owner", { dataClass: "personal", aliases: ["所有人", "经营人"] }),
    words("started_at", "free-text", "航次开始时间", "Started at", { required: true, aliases: ["开始时间"] }),
    day("on_day", "航次日期", "Day", { required: true, aliases: ["日期"] }),
    words("reach", "address", "作业河段", "Reach", { aliases: ["水域"] }),
    words("zone", "document-number", "围栏编号", "Geofence entered", { aliases: ["禁采区编号"] }),
    count("minutes_still", "停留分钟数", "Minutes at rest", { aliases: ["停留时长"] }),
    flag("was_night", "夜间作业", "By night", { aliases: ["是否夜间"] }),
    flag("signal_lost", "信号中断", "Signal was lost", { aliases: ["是否关闭信号"] }),
  ],
});

/** Permits to take water. */
export const waterPermits = external("water-permits", "取水许可", "Water permits", {
  source: "water",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["permit_number"],
  absenceKeys: ["credit_code"],
  columns: [
    words("permit_number", "document-number", "取水许可证编号", "Permit number", { required: true, aliases: ["许可证编号"] }),
    words("holder_name", "organisation-name", "取水权人", "Holder", { required: true, aliases: ["取水单位"] }),
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { aliases: ["信用代码"] }),
    code(
      "source_kind",
      "水源类型",
      "Source of the water",
      { surface: ["地表水"], ground: ["地下水"] },
      { required: true, aliases: ["取水水源"] },
    ),
    decimal("cubic_metres_a_year", "年许可水量（立方米）", "Cubic metres a year", { aliases: ["许可水量"] }),
    day("valid_from", "有效期起", "Valid from", { required: true, aliases: ["发证日期"] }),
    day("valid_to", "有效期止", "Valid to", { required: true, aliases: ["有效期至"] }),
  ],
});

/** What the meters of water takers measured each month. */
export const waterMeters = external("water-meters", "取水计量", "Water meters", {
  source: "water",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["permit_number", "measured_in"],
  columns: [
    words("permit_number", "document-number", "取水许可证编号", "Permit number", { required: true, aliases: ["许可证编号"] }),
    words("holder_name", "organisation-name", "取水权人", "Holder", { aliases: ["取水单位"] }),
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { aliases: ["信用代码"] }),
    month("measured_in", "计量月份", "Month", { required: true, aliases: ["月份"] }),
    decimal("cubic_metres", "取水量（立方米）", "Cubic metres", { required: true, aliases: ["取水量", "实际取水量"] }),
  ],
});

/** Water fees, since the reform water tax, paid. */
export const waterPayments = external("water-payments", "水资源费（税）缴纳", "Water fees paid", {
  source: "water",
  owner: { zh: "水利局、税务局", en: "Water resources bureau, tax bureau" },
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["receipt_number"],
  absenceKeys: ["permit_number"],
  columns: [
    words("receipt_number", "document-number", "缴款凭证号", "Receipt number", { required: true, aliases: ["票据号"] }),
    words("permit_number", "document-number", "取水许可证编号", "Permit number", { required: true, aliases: ["许可证编号"] }),
    words("payer_name", "organisation-name", "缴费人", "Payer", { aliases: ["纳税人名称"] }),
    month("paid_for", "费款所属月份", "Month paid for", { required: true, aliases: ["所属期"] }),
    decimal("cubic_metres", "计费水量（立方米）", "Cubic metres charged", { aliases: ["计费水量"] }),
    money("amount", "缴纳金额", "Amount", { required: true, aliases: ["实缴金额"] }),
    day("paid_on", "缴纳日期", "Paid on", { aliases: ["入库日期"] }),
  ],
});
