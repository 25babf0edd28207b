import { type Family, markedSet } from "../marked/set.ts";
import { aidDecision, onProbation, smallGuilt, stillDoubtful } from "./decisions.ts";
import { closedWaters, fraudOfThree, theftTable, trafficDeath } from "./indictments.ts";
import { aidShown, cardsShown, drunkShown, hearingShown } from "./published.ts";
import { hearing, interrogation, rightsTold, victimHeard } from "./records.ts";
import { custodyMonth, evidenceList, jointMeeting, putRight, quarter } from "./reports.ts";
import { arrestReview, custodyReview, embezzlementReport, outline } from "./reviews.ts";
import { commutation, pleaPaper, proposalTable, protestPaper } from "./sentences.ts";
import { fieldRestored, loanAgain, reply, safety, schoolGates } from "./suggestions.ts";
import { caseMoved, lateReport, wagesDue, whyNotFiled } from "./supervision.ts";

const FAMILIES: readonly Family[] = [
  fraudOfThree,
  trafficDeath,
  theftTable,
  closedWaters,
  smallGuilt,
  stillDoubtful,
  onProbation,
  aidDecision,
  arrestReview,
  embezzlementReport,
  custodyReview,
  outline,
  proposalTable,
  pleaPaper,
  protestPaper,
  commutation,
  safety,
  schoolGates,
  reply,
  fieldRestored,
  loanAgain,
  lateReport,
  wagesDue,
  whyNotFiled,
  caseMoved,
  interrogation,
  victimHeard,
  rightsTold,
  hearing,
  quarter,
  evidenceList,
  jointMeeting,
  putRight,
  custodyMonth,
  aidShown,
  drunkShown,
  cardsShown,
  hearingShown,
];

export const SEVENTH = markedSet(70_411, FAMILIES);
