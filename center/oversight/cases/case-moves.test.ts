import type { CaseAction, CaseCommand, CaseStage } from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import { caseMoves, MOVES } from "./case-moves.ts";
import { CASE_STEPS } from "./case-steps.ts";
import { attempt, COMMANDS, calendar, PEOPLE, play, WAYS } from "./testing/played-case.ts";

const stages = Object.keys(WAYS) as CaseStage[];
const people = Object.keys(PEOPLE);
/** Commands that lead to different stages by what they say. */
const commands: readonly CaseCommand[] = [
  ...Object.values(COMMANDS),
  { ...COMMANDS.reply, outcome: "objected" },
  { ...COMMANDS["answer-objection"], answer: "amend" },
];

const movesIn = (stage: CaseStage, person: string, mayGive: (action: CaseAction) => boolean = () => true) => {
  const { state, day } = play(WAYS[stage]);
  const today = new Date(Date.parse("2026-03-02T00:00:00Z") + day * 86_400_000).toISOString().slice(0, 10);
  const actor = { id: person, ...(PEOPLE[person] ?? { level: null, mayAssign: false }) };
  return caseMoves(state, { actor, today, calendar }, mayGive);
};

describe("where a case can be moved", () => {
  it("every command that changes the stage is a move there, and the board offers it or another", () => {
    let changed = 0;
    for (const stage of stages) {
      const played = play(WAYS[stage]);
      for (const person of people) {
        const moves = new Map(movesIn(stage, person).map((move) => [move.stage, move]));
        for (const command of commands) {
          const decision = attempt(played, person, command);
          if (!decision.ok || decision.state.stage === stage) continue;
          changed += 1;
          expect(MOVES[command.action], `${stage} ${command.action}`).toContain(decision.state.stage);
          expect(moves.get(decision.state.stage)?.action, `${person}: ${stage} → ${decision.state.stage}`).not.toBeNull();
        }
      }
    }
    expect(changed).toBeGreaterThan(40);
  });

  it("a move is a command of the stage, and a stage without one says why in both languages", () => {
    for (const stage of stages)
      for (const person of people)
        for (const move of movesIn(stage, person)) {
          if (move.action !== null) expect(CASE_STEPS[move.action].from).toContain(stage);
          else expect([move.reason?.zh, move.reason?.en].every((words) => (words ?? "").length > 3)).toBe(true);
        }
    const words = movesIn("filed", "owner").find((move) => move.stage === "served");
    expect(words?.reason).toEqual({
      zh: "没有一步从「已立案」直接到这里；先要到「待送达」「异议复核」",
      en: "no step leads here from “Filed”; it comes from “To be served”, “Objection”",
    });
    expect(movesIn("approval", "owner").find((move) => move.stage === "approved")?.reason?.zh).toContain("承办人、起草人以外的审批人");
    expect(movesIn("served", "owner").find((move) => move.stage === "filed")?.reason?.zh).toBe("案件不会回到这里");
  });

  it("what the policy does not let the person do is no move, whatever the case allows", () => {
    const moves = movesIn("filed", "owner", () => false);
    expect(moves.every(({ action }) => action === null)).toBe(true);
    expect(moves.find(({ stage }) => stage === "drafting")?.reason?.zh).toMatch(/^您的岗位或单位无权/);
  });
});
