import type { DatasetSchema } from "../dataset.ts";
import { code, day, personName, residentId, words } from "./columns.ts";
import { district, external } from "./district.ts";

/** Who served which sentence where: prisons and detention centres. */
export const sentenceExecution: DatasetSchema = {
  id: "sentence-execution",
  version: 2,
  title: { zh: "刑罚执行", en: "Sentence execution" },
  source: "execution",
  owner: { zh: "监狱管理局、看守所", en: "Prison administration and detention centres" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution"],
  recordKey: ["person_id", "admitted_on"],
  absenceKeys: ["person_id"],
  officeColumn: "office",
  columns: [
    personName("person_name", "罪犯姓名", "Prisoner's name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "罪犯身份证号", "Prisoner's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    words("judgment_number", "document-number", "执行依据文书号", "Judgment executed", { aliases: ["判决书号", "裁判文书号", "案号"] }),
    words("institution", "agency", "执行机关", "Institution", { aliases: ["监狱", "羁押场所"] }),
    day("admitted_on", "收监日期", "Admitted on", { required: true, aliases: ["入监日期", "入监时间"] }),
    day("ends_on", "刑期止日", "Sentence ends on", { required: true, aliases: ["刑满日期", "止日"] }),
    day("released_on", "出监日期", "Released on", { aliases: ["释放日期", "离监日期"] }),
    code("release_kind", "出监类别", "Kind of release", {
      served: ["刑满释放"],
      parole: ["假释"],
      medical: ["暂予监外执行", "保外就医"],
      transferred: ["调出", "移送"],
      overturned: ["改判释放", "再审改判"],
      died: ["死亡"],
    }),
    district,
  ],
};

/** Persons under community correction: control, probation, parole, temporary execution outside prison. */
export const communityCorrection: DatasetSchema = {
  id: "community-correction",
  version: 2,
  title: { zh: "社区矫正", en: "Community correction" },
  source: "execution",
  owner: { zh: "司法局社区矫正机构", en: "Justice bureau, community correction" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution"],
  recordKey: ["person_id", "starts_on"],
  absenceKeys: ["person_id"],
  officeColumn: "office",
  columns: [
    personName("person_name", "矫正对象姓名", "Name", { required: true, aliases: ["姓名", "社区矫正对象"] }),
    residentId("person_id", "矫正对象身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    words("judgment_number", "document-number", "裁判文书号", "Judgment number", { aliases: ["判决书号", "案号"] }),
    code(
      "kind",
      "矫正类别",
      "Kind",
      { control: ["管制"], probation: ["缓刑"], parole: ["假释"], medical: ["暂予监外执行"] },
      { required: true, aliases: ["矫正类型"] },
    ),
    day("starts_on", "矫正开始日期", "Starts on", { required: true, aliases: ["矫正起日", "开始日期"] }),
    day("ends_on", "矫正结束日期", "Ends on", { required: true, aliases: ["矫正止日", "结束日期"] }),
    day("arrived_on", "报到日期", "Reported on", { aliases: ["报到时间", "入矫日期"] }),
    code(
      "delay_reason",
      "逾期报到事由",
      "Lawful reason recorded for a late arrival",
      {
        illness: ["因病住院", "住院治疗"],
        force_majeure: ["不可抗力", "自然灾害"],
        other_custody: ["另案羁押"],
        place_changed: ["变更执行地"],
      },
      { aliases: ["逾期原因", "延期报到原因"] },
    ),
    words("agency", "agency", "执行机构", "Agency", { aliases: ["司法所"] }),
    district,
  ],
};

const correction = { zh: "司法局社区矫正机构", en: "Justice bureau, community correction" };

/** Leave granted to persons under community correction to travel out of the district (Community Correction Law 27). */
export const correctionLeaves = external("correction-leaves", "社区矫正外出审批", "Leave under community correction", {
  source: "execution",
  owner: correction,
  businessLines: ["penal-execution"],
  recordKey: ["person_id", "from_day"],
  absenceKeys: ["person_id"],
  columns: [
    personName("person_name", "矫正对象姓名", "Name", { required: true, aliases: ["姓名", "社区矫正对象"] }),
    residentId("person_id", "矫正对象身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    day("from_day", "批准外出起日", "Leave from", { required: true, aliases: ["外出开始日期", "请假起日"] }),
    day("to_day", "批准外出止日", "Leave to", { required: true, aliases: ["外出结束日期", "请假止日"] }),
    words("destination", "address", "外出目的地", "Destination", { aliases: ["目的地"] }),
    words("destination_region", "region-code", "目的地区划代码", "Region of the destination", { aliases: ["目的地行政区划"] }),
    code(
      "decision",
      "审批结果",
      "Decision",
      { granted: ["批准", "同意"], refused: ["不批准", "不同意"] },
      { required: true, aliases: ["审批意见"] },
    ),
  ],
});

/** Where persons under community correction were: positions of their devices, tickets, lodging, one row a day and region. */
export const correctionMovements = external("correction-movements", "社区矫正对象活动轨迹", "Movements of correction subjects", {
  source: "execution",
  owner: correction,
  dataClass: "sensitive",
  businessLines: ["penal-execution"],
  recordKey: ["person_id", "on_day", "region"],
  columns: [
    personName("person_name", "矫正对象姓名", "Name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "矫正对象身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    day("on_day", "轨迹日期", "Day", { required: true, aliases: ["日期", "定位日期"] }),
    words("region", "region-code", "所在地区划代码", "Region", {
      required: true,
      dataClass: "sensitive",
      aliases: ["行政区划代码", "所在地"],
    }),
    code("found_by", "轨迹来源", "Known from", {
      device: ["电子定位", "手机定位"],
      railway: ["铁路", "火车票"],
      flight: ["民航", "机票"],
      lodging: ["住宿", "旅馆"],
    }),
  ],
});

/** Decisions to put people back into prison: probation or parole revoked, temporary execution outside prison ended. */
export const recommitments = external("recommitments", "收监执行", "Recommitments", {
  source: "execution",
  owner: correction,
  businessLines: ["penal-execution"],
  recordKey: ["person_id", "decided_on"],
  absenceKeys: ["person_id"],
  columns: [
    personName("person_name", "矫正对象姓名", "Name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "矫正对象身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    words("document_number", "document-number", "裁定书文号", "Number of the ruling", { aliases: ["文书号", "收监决定书文号"] }),
    code(
      "ground",
      "收监事由",
      "Ground",
      {
        probation_revoked: ["撤销缓刑"],
        parole_revoked: ["撤销假释"],
        outside_ended: ["暂予监外执行收监"],
      },
      { required: true, aliases: ["事由"] },
    ),
    day("decided_on", "决定日期", "Decided on", { required: true, aliases: ["裁定日期"] }),
    day("committed_on", "收监日期", "Committed on", { aliases: ["执行日期"] }),
  ],
});
