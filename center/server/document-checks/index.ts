export { type CheckDesk, createCheckDesk } from "./check-desk.ts";
export { checkedBefore } from "./checked-before.ts";
export { comparedWithHandledCase, numbersOfCases, textOfIssued } from "./compared-handled-case.ts";
export { decideFindings } from "./decide-findings.ts";
export { documentEffect, documentEffectDoubts, documentEffectSentence } from "./effect.ts";
export { eraseTexts } from "./erase-texts.ts";
export { evaluateRules, mutedRules } from "./evaluation.ts";
export { countExamples, decidedExamples } from "./examples.ts";
export { admitKey, giveKey, type KeyRow, revokeKey } from "./keys.ts";
export { type CheckOptions, type MadeCheck, makeCheck } from "./make-check.ts";
export { correctedText, type Marking, markedWord, noWordFile } from "./marked-document.ts";
export {
  type CasePlace,
  type ComparedWith,
  type Comparison,
  type DocumentMaterial,
  materialOfFile,
  materialOfText,
  materialOfWord,
  type NamedText,
  NO_CASE,
  NOTHING_TO_COMPARE,
} from "./material.ts";
export type { DocumentPorts } from "./ports.ts";
export { type CheckRow, type KeptFinding, keptFindings, ownCheck } from "./read-check.ts";
export { countingPages, PAGES_A_TURN, recogniseFile } from "./recognise-file.ts";
export { cityOf, decidedByRule, ruleStates, setRule } from "./rule-states.ts";
export { checkScanHandler } from "./scan-handler.ts";
export { queueScan, readGiven, type ScanOrder, writeGiven } from "./scan-order.ts";
export { keepDays, setKeepDays } from "./settings.ts";
export { spellingBar } from "./spelling-bar.ts";
export { errorStatistics, LEAST_PEOPLE } from "./statistics.ts";
export { MOST_BESIDE, textsBeside } from "./texts-beside.ts";
