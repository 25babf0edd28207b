export { type Cell, type MaskedColumn, type MaskedRecord, maskRecord, maskText, maskUnloaded, maskValue, type Secret } from "./masking.ts";
export { type Actor, createPolicy, isPersonal, notAllowed, type Policy, type PolicyObject, type Scope } from "./policy.ts";
export { mayReadDataset } from "./readable-dataset.ts";
export { type Reach, RIGHTS, type Rights } from "./rights.ts";
export { visible, within } from "./scope-conditions.ts";
