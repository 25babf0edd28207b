import { code, day, decimal, words } from "./columns.ts";
import { external } from "./district.ts";

const bureau = { zh: "生态环境局", en: "Ecology and environment bureau" };

/** Hazardous waste that enterprises declared and handed over. */
export const wasteTransfers = external("waste-transfers", "危险废物转移联单", "Hazardous-waste transfers", {
  source: "environment",
  owner: bureau,
  businessLines: ["public-interest", "administrative"],
  recordKey: ["manifest_number"],
  absenceKeys: ["producer_code"],
  columns: [
    words("manifest_number", "document-number", "联单编号", "Manifest number", { required: true, aliases: ["转移联单号"] }),
    words("producer_name", "organisation-name", "产废单位", "Producer", { required: true, aliases: ["移出单位"] }),
    words("producer_code", "credit-code", "产废单位统一社会信用代码", "Producer's credit code", {
      required: true,
      aliases: ["统一社会信用代码"],
    }),
    words("waste_code", "document-number", "废物代码", "Waste code", { required: true, aliases: ["危废代码"] }),
    decimal("tonnes", "转移数量（吨）", "Tonnes", { required: true, aliases: ["转移数量"] }),
    words("carrier_plate", "document-number", "运输车牌号", "Carrier's number plate", { dataClass: "personal", aliases: ["车牌号"] }),
    words("receiver_name", "organisation-name", "接收单位", "Receiver", { aliases: ["处置单位"] }),
    day("transferred_on", "转移日期", "Transferred on", { required: true, aliases: ["移出日期"] }),
  ],
});

/** Zones that matter: places where waste was dumped, lawful landfills, water sources. */
export const zones = external("zones", "环境监管围栏", "Geofences", {
  source: "environment",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["zone"],
  columns: [
    words("zone", "document-number", "围栏编号", "Geofence", { required: true, aliases: ["编号"] }),
    words("zone_name", "free-text", "围栏名称", "Name", { aliases: ["名称"] }),
    code(
      "kind",
      "围栏类别",
      "Kind",
      { dump: ["非法倾倒点"], landfill: ["合法消纳场", "填埋场"], water: ["饮用水水源保护区"], forbidden: ["禁采区"] },
      { required: true, aliases: ["类别"] },
    ),
    words("outline", "free-text", "边界坐标", "Outline (WKT)", { aliases: ["几何"] }),
    day("known_since", "划定日期", "Known since", { aliases: ["发现日期"] }),
  ],
});
