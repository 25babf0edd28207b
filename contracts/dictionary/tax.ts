import { code, day, decimal, money, month, personName, residentId, words } from "./columns.ts";
import { external } from "./district.ts";

const bureau = { zh: "税务局", en: "Tax bureau" };

/** Invoices with what was sold, one row an item. */
export const invoices = external("invoices", "增值税发票明细", "Invoices", {
  source: "tax",
  owner: bureau,
  businessLines: ["economic-crime", "public-interest", "administrative"],
  recordKey: ["invoice_number", "line"],
  columns: [
    words("invoice_number", "document-number", "发票号码", "Invoice number", { required: true, aliases: ["发票号"] }),
    words("line", "document-number", "明细序号", "Line", { required: true, aliases: ["行号", "序号"] }),
    words("seller_name", "organisation-name", "销售方名称", "Seller", { required: true, aliases: ["销方名称"] }),
    words("seller_code", "credit-code", "销售方统一社会信用代码", "Seller's credit code", {
      required: true,
      aliases: ["销售方识别号", "销方税号"],
    }),
    words("buyer_name", "organisation-name", "购买方名称", "Buyer", { dataClass: "personal", aliases: ["购方名称"] }),
    words("buyer_code", "credit-code", "购买方统一社会信用代码", "Buyer's credit code", { aliases: ["购买方识别号", "购方税号"] }),
    words("item", "free-text", "货物或应税劳务名称", "Item", { required: true, aliases: ["货物名称", "商品名称"] }),
    decimal("quantity", "数量", "Quantity"),
    words("unit", "free-text", "单位", "Unit", { aliases: ["计量单位"] }),
    money("amount", "金额", "Amount", { required: true, aliases: ["不含税金额"] }),
    day("issued_on", "开票日期", "Issued on", { required: true }),
  ],
});

/** Farmland occupation tax declared and paid (Farmland Occupation Tax Law 10). */
export const farmlandTaxPayments = external("farmland-tax-payments", "耕地占用税缴纳", "Farmland occupation tax paid", {
  source: "tax",
  owner: bureau,
  businessLines: ["public-interest", "administrative"],
  recordKey: ["receipt_number"],
  absenceKeys: ["decision_number"],
  columns: [
    words("receipt_number", "document-number", "完税凭证号", "Receipt number", { required: true, aliases: ["税票号码"] }),
    words("taxpayer_name", "organisation-name", "纳税人名称", "Taxpayer", { required: true, dataClass: "personal", aliases: ["纳税人"] }),
    words("taxpayer_code", "credit-code", "纳税人统一社会信用代码", "Taxpayer's credit code", {
      aliases: ["纳税人识别号", "统一社会信用代码"],
    }),
    residentId("taxpayer_id", "纳税人身份证号", "Taxpayer's resident id", { aliases: ["身份证号"] }),
    words("decision_number", "document-number", "占地批文或处罚决定文号", "Approval or penalty for the land", {
      aliases: ["批准文号", "处罚决定书文号"],
    }),
    decimal("area_square_metres", "计税面积（平方米）", "Area in square metres", { aliases: ["占地面积", "计税面积"] }),
    money("tax", "税款金额", "Tax", { required: true, aliases: ["实缴税额", "入库税额"] }),
    code("kind", "征收类别", "Kind", { paid: ["征收"], exempt: ["减免"], refunded: ["退税"] }, { aliases: ["业务类别"] }),
    day("paid_on", "入库日期", "Paid on", { required: true, aliases: ["缴纳日期"] }),
  ],
});

/** What petrol stations declared to the tax authority each month. */
export const fuelDeclarations = external("fuel-declarations", "加油站纳税申报", "Petrol stations' declarations", {
  source: "tax",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["economic-crime", "public-interest"],
  recordKey: ["credit_code", "declared_for"],
  absenceKeys: ["credit_code"],
  columns: [
    words("station_name", "organisation-name", "加油站名称", "Petrol station", { required: true, aliases: ["纳税人名称"] }),
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { required: true, aliases: ["纳税人识别号"] }),
    month("declared_for", "税款所属期", "Month declared for", { required: true, aliases: ["所属月份"] }),
    money("sales", "申报销售额", "Sales declared", { required: true, aliases: ["应税销售额"] }),
    money("tax", "应纳税额", "Tax", { aliases: ["实缴税额"] }),
  ],
});

/** What the pumps of petrol stations measured each month. */
export const fuelSales = external("fuel-sales", "加油机税控数据", "Petrol sold by the pumps", {
  source: "tax",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["economic-crime", "public-interest"],
  recordKey: ["credit_code", "sold_in", "product"],
  columns: [
    words("station_name", "organisation-name", "加油站名称", "Petrol station", { required: true, aliases: ["企业名称"] }),
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { required: true, aliases: ["信用代码"] }),
    month("sold_in", "销售月份", "Month", { required: true, aliases: ["月份"] }),
    words("product", "free-text", "油品", "Product", { required: true, aliases: ["油品名称"] }),
    decimal("litres", "销量（升）", "Litres", { required: true, aliases: ["销量", "销售数量"] }),
    money("sales", "销售额", "Sales", { aliases: ["销售金额"] }),
  ],
});

/** Incomes as declared to the tax authority. */
export const incomes = external("incomes", "个人所得申报", "Incomes declared", {
  source: "tax",
  owner: bureau,
  dataClass: "sensitive",
  businessLines: ["administrative", "public-interest", "civil"],
  recordKey: ["person_id", "paid_for", "payer_code"],
  columns: [
    personName("person_name", "纳税人姓名", "Taxpayer", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "纳税人身份证号", "Taxpayer's resident id", { required: true, aliases: ["身份证号", "纳税人识别号"] }),
    words("payer_name", "organisation-name", "扣缴义务人", "Payer", { aliases: ["扣缴单位"] }),
    words("payer_code", "credit-code", "扣缴义务人统一社会信用代码", "Payer's credit code", { aliases: ["统一社会信用代码"] }),
    month("paid_for", "所得所属月份", "Month", { required: true, aliases: ["税款所属期"] }),
    money("income", "收入额", "Income", { required: true, aliases: ["所得额"] }),
  ],
});

/** Oil that workshops and factories bought: what becomes waste oil. */
export const oilPurchases = external("oil-purchases", "润滑油采购", "Oil purchases", {
  source: "tax",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["public-interest", "economic-crime"],
  recordKey: ["invoice_number"],
  columns: [
    words("invoice_number", "document-number", "发票号码", "Invoice number", { required: true, aliases: ["发票号"] }),
    words("enterprise_name", "organisation-name", "购买方名称", "Buyer", { required: true, aliases: ["购方名称"] }),
    words("credit_code", "credit-code", "购买方统一社会信用代码", "Buyer's credit code", {
      required: true,
      aliases: ["购买方识别号", "统一社会信用代码"],
    }),
    words("item", "free-text", "货物名称", "Item", { aliases: ["商品名称"] }),
    decimal("litres", "数量（升）", "Litres", { required: true, aliases: ["数量"] }),
    day("bought_on", "开票日期", "Bought on", { required: true }),
  ],
});
