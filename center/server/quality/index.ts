export { type DatasetRule, ruleNamed, rulesOf } from "./rules-of.ts";
