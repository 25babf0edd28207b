import type { ModelManifest } from "@yuejian/contracts";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "farmland",
  number: 25,
  version: "1.0.0",
  title: { zh: "违法占用耕地（卫星影像）", en: "Farmland taken, as satellite images show" },
  summary: {
    zh: "把耕地监测在卫星影像上测得、没有有效审批的变化图斑作为线索：时间序列达到较可能或确认的，以及两期比较中大小足以确认的。",
    en: "Makes leads of changes without an approval in force that farmland detection measured: probable and confirmed ones of a series, and those of two images that are large enough to be confirmed.",
  },
  businessLine: "public-interest",
  legalBasis: [
    {
      law: "中华人民共和国土地管理法",
      article: "第四条第四款",
      text: {
        zh: "使用土地的单位和个人必须严格按照土地利用总体规划确定的用途使用土地。",
        en: "Land is used only for what the land-use plan provides.",
      },
    },
    {
      law: "中华人民共和国土地管理法",
      article: "第三十五条第一款",
      text: {
        zh: "永久基本农田经依法划定后，任何单位和个人不得擅自占用或者改变其用途。",
        en: "Nobody may occupy permanent basic farmland or change its use without authority.",
      },
    },
    {
      law: "中华人民共和国土地管理法",
      article: "第三十七条第二款",
      text: {
        zh: "禁止占用耕地建窑、建坟或者擅自在耕地上建房、挖砂、采石、采矿、取土等。",
        en: "Kilns, graves, unauthorised houses, and digging for sand, stone, ore or soil are forbidden on farmland.",
      },
    },
    {
      law: "中华人民共和国刑法",
      article: "第三百四十二条",
      text: {
        zh: "违反土地管理法规，非法占用耕地、林地等农用地，改变被占用土地用途，数量较大，造成耕地、林地等农用地大量毁坏的，处五年以下有期徒刑或者拘役，并处或者单处罚金。",
        en: "Whoever unlawfully occupies much farmland, changes its use and destroys much of it is punished with up to five years. An image shows an area, never destroyed planting conditions.",
      },
    },
    {
      law: "中华人民共和国行政诉讼法",
      article: "第二十五条第四款",
      text: {
        zh: "人民检察院在履行职责中发现生态环境和资源保护、食品药品安全、国有财产保护、国有土地使用权出让等领域负有监督管理职责的行政机关违法行使职权或者不作为，致使国家利益或者社会公共利益受到侵害的，应当向行政机关提出检察建议，督促其依法履行职责。",
        en: "Where an authority neglects the protection of resources, the procuratorate urges it with a suggestion, and sues if that fails.",
      },
    },
  ],
  subjectKey: "violation",
  subjectName: "name",
  officeColumn: "office",
  inputs: [{ dataset: "farmland-violations", presence: "present", columns: [...inputColumns] }],
  parameters: [],
  lawfulExplanations: [
    {
      id: "approved",
      title: { zh: "有审批，但没有进入审批图层", en: "There is an approval that the layer of approvals lacks" },
      howToCheck: {
        zh: "向自然资源部门查询建设用地、临时用地、设施农业用地、宅基地审批，核对范围和有效期。",
        en: "Ask the natural resources bureau for building, temporary, facility and homestead approvals; compare place and validity.",
      },
    },
    {
      id: "agricultural",
      title: { zh: "农业设施、晒场、轮作休耕或者土地整治", en: "Farm buildings, drying grounds, fallow or land consolidation" },
      howToCheck: {
        zh: "实地查看用途；核对设施农业备案、休耕和高标准农田建设项目。",
        en: "Look at the use on the ground; compare with filings of farm facilities, fallow and consolidation projects.",
      },
    },
    {
      id: "image",
      title: { zh: "影像误判：残云、阴影、积水、季节差异", en: "The image misleads: cloud, shadow, flood, season" },
      howToCheck: {
        zh: "看前后影像和指数曲线，必要时调取更清晰的影像，到现场核查。",
        en: "Look at both pictures and the index curve; get a sharper image; go there.",
      },
    },
    {
      id: "boundary",
      title: { zh: "地块边界或者地类登记有误、已经变更", en: "The parcel's boundary or kind is wrong or has changed" },
      howToCheck: {
        zh: "以最新国土变更调查和永久基本农田划定成果核对。",
        en: "Compare with the newest land survey and the delimitation of basic farmland.",
      },
    },
  ],
  settledBy: [
    { zh: "现场勘查（定位照片、测量成果）和用途认定", en: "A survey on the ground with located photos, and a finding on the use" },
    { zh: "自然资源部门的地类、规划和审批查询结果", en: "The natural resources bureau's answer on kind of land, plan and approvals" },
    {
      zh: "种植条件毁坏程度的鉴定意见（涉嫌犯罪时）",
      en: "An expert's opinion on destroyed planting conditions, where a crime is at issue",
    },
  ],
  finds: {
    zh: "影像期内从耕作变为建筑、道路、水面、采挖裸地或者不明用途、至今没有恢复，且没有扣除审批的地块部分；面积带误差，日期为区间。",
    en: "Parts of parcels that turned from crops to buildings, roads, water, bare ground or an unknown use, did not come back, and had no approval; areas have an error, dates are intervals.",
  },
  cannotFind: {
    zh: "小于四个像元的变化；影像开始之前的占用；大棚、林木与作物难以区分的变化；种植条件是否毁坏；谁是行为人。",
    en: "Changes below four pixels or before the first image; greenhouses and trees that look like crops; whether planting conditions are destroyed; who did it.",
  },
  verifyByHand: {
    zh: "打开图斑页，对照前后影像和指数曲线，核对地块和审批，再到现场核查。",
    en: "Open the page of the violation, compare both pictures and the index curve, check parcels and approvals, then go there.",
  },
  dataClass: "internal",
  precisionFloor: 0.7,
};
