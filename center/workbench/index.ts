export { checkModel, checkModelsDiffer } from "./check-model.ts";
export { compareWithTruth, type PlantedTruth, type TruthComparison } from "./compare-with-truth.ts";
export { type CaseResult, caseRows, judgeCase, LEAST_CASES, parseCase, runCase, testModel } from "./model-cases.ts";
export { modelContext, parameterValues } from "./model-context.ts";
export { checkPackage, type PackageFiles, recordVersion } from "./model-package.ts";
export { isBelowFloor, LEAST_DECIDED, type Measured, majorOf, measured } from "./precision-floor.ts";
export { type Interval, type RecallInput, recallOf, shareOf } from "./rates.ts";
export { type ModelRun, type ModelRunResult, runModel, runModelOver } from "./run-model.ts";
export { type SubjectSource, subjectSource } from "./subject-source.ts";
