import { defineErrors } from "./kinds.ts";

/** Entities of the home. */
export const entityErrors = defineErrors({
  ENTITY_UNKNOWN: { kind: "missing", zh: "没有实体 {entity}", en: "There is no entity {entity}" },
  ENTITIES_NOT_LINKED: {
    kind: "conflict",
    zh: "还没有做过实体关联；请先运行 yuejian link",
    en: "Nothing has been linked yet; run yuejian link first",
  },
  ENTITY_LINK_RUNNING: {
    kind: "busy",
    zh: "另一个实体关联任务正在进行，请等它结束",
    en: "Another linking of entities is running; wait until it ends",
  },
  ENTITY_NOTHING_TO_LINK: {
    kind: "input",
    zh: "没有可关联的记录：数据集（{datasets}）没有数据，或没有能指认人员、单位、车辆、地块的列",
    en: "There is nothing to link: the datasets ({datasets}) are empty or have no columns that name a person, organisation, vehicle or parcel",
  },
  ENTITY_DATASET_DERIVED: {
    kind: "input",
    zh: "数据集 {dataset} 由实体关联产生，不能导入或更正；请认定实体（yuejian entity decide）",
    en: "The dataset {dataset} is made by linking and can be neither loaded nor corrected; decide on entities instead (yuejian entity decide)",
  },
  ENTITY_MAPPING_INVALID: {
    kind: "input",
    zh: "数据集 {dataset} 的实体列对应有误：{reason}",
    en: "The columns named for entities of dataset {dataset} do not fit: {reason}",
  },
  ENTITY_DECISION_INVALID: { kind: "input", zh: "认定不成立：{reason}", en: "The decision is not possible: {reason}" },
  ENTITY_DECISION_UNKNOWN: { kind: "missing", zh: "没有认定 {decision}", en: "There is no decision {decision}" },
  ENTITY_DECISION_UNDONE: { kind: "conflict", zh: "认定 {decision} 已经撤销", en: "The decision {decision} was taken back already" },
  ENTITY_DECISION_REPEATED: {
    kind: "conflict",
    zh: "对这些记录已有同样的认定 {decision}",
    en: "The same was decided of these records before: {decision}",
  },
  ENTITY_DECISION_CONTRADICTS: {
    kind: "conflict",
    zh: "与已有认定矛盾：{decisions}。请先撤销其中一个",
    en: "This contradicts what was decided: {decisions}. Take one of these back first",
  },
  ENTITY_REVIEW_UNKNOWN: {
    kind: "missing",
    zh: "没有待认定的记录对 {review}；可能已有新的关联结果",
    en: "There is no pair {review} to decide on; the entities may have been linked anew",
  },
});
