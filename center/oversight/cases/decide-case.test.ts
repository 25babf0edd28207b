import { readFile, writeFile } from "node:fs/promises";
import type { CaseAction, CaseCommand, CaseStage } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { houseTemplate } from "../index.ts";
import { caseAfter, caseClocks, decideCase, earliestDue, isOpen, nextOf, proposeHandlers, undoableStep } from "./index.ts";
import {
  attempt,
  attemptUndo,
  COMMANDS,
  calendar,
  DRAFT,
  filedCase,
  PEOPLE,
  type PlayedCase,
  play,
  ranOver,
  WAYS,
  went,
} from "./testing/played-case.ts";

const stages = Object.keys(WAYS) as CaseStage[];
const actions = Object.keys(COMMANDS) as CaseAction[];
const people = Object.keys(PEOPLE);
const codeOf = (decision: ReturnType<typeof attempt>) => (decision.ok ? decision.state.stage : decision.code);

describe("every command in every stage", () => {
  it("leads where the golden table says, and is refused with its code otherwise", async () => {
    const lines = stages.flatMap((stage) => [
      `## ${stage}`,
      ...actions.map((action) => {
        const played = play(WAYS[stage]);
        const byPerson = people.map((person) => `${person}=${codeOf(attempt(played, person, COMMANDS[action]))}`);
        const answers = new Set(byPerson.map((each) => each.split("=")[1]));
        return `${action.padEnd(17)} ${answers.size === 1 ? [...answers][0] : byPerson.join(" ")}`;
      }),
      "",
    ]);
    const file = new URL("golden/case-steps.txt", import.meta.url);
    const table = lines.join("\n");
    if (process.env["UPDATE_GOLDEN"]) await writeFile(file, table);
    expect(table).toBe(await readFile(file, "utf8"));
  });
});

const text = fc.constantFrom("", "有理由");
const person = fc.constantFrom(...people);
const command: fc.Arbitrary<CaseCommand> = fc
  .tuple(fc.constantFrom(...actions), text, person, fc.nat(12))
  .map(([action, words, someone, number]) => {
    const given = COMMANDS[action] as unknown as Record<string, unknown>;
    const changed: Record<string, unknown> = { ...given };
    for (const name of ["reason", "note", "result", "text"]) if (name in given && words === "") changed[name] = words;
    for (const name of ["owner", "person", "assignee"]) if (name in given) changed[name] = someone;
    for (const name of ["task", "item"]) if (name in given) changed[name] = `evt_${number}`;
    if (action === "item-add" && number > 3) changed["kind"] = "measure";
    if (action === "answer-objection" && number > 6) changed["answer"] = "amend";
    if (action === "reply") changed["outcome"] = (["accepted", "partly", "objected"] as const)[number % 3];
    if (action === "draft" && number > 8) Object.assign(changed, { kind: "suggestion-public-interest" });
    return changed as unknown as CaseCommand;
  });
const onward = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(person, command) },
  { weight: 1, arbitrary: fc.constant("undo" as const) },
  { weight: 1, arbitrary: fc.constantFrom(1, 40) },
  {
    weight: 2,
    arbitrary: fc.constantFrom({ isFound: true, newBatches: 2 }, { isFound: false, newBatches: 1 }, { isFound: false, newBatches: 0 }),
  },
);
type Onward = typeof onward extends fc.Arbitrary<infer Each> ? Each : never;
const begun = fc.constantFrom(...stages).map((stage) => play(WAYS[stage]));

function playOn(start: PlayedCase, steps: readonly Onward[], check: (before: PlayedCase, now: PlayedCase) => void): void {
  let played = start;
  for (const step of steps) {
    const before = played;
    if (typeof step === "number") {
      played = { ...played, day: played.day + step };
      continue;
    }
    if (step === "undo") {
      const undone = attemptUndo(played, "head");
      if (undone.ok) played = went(played, undone);
    } else if ("isFound" in step) {
      if (played.state.stage === "look-back") played = went(played, ranOver(played, step));
    } else {
      const decision = attempt(played, step[0], step[1]);
      if (decision.ok) played = went(played, decision);
    }
    check(before, played);
  }
}

describe("whatever people do", () => {
  const runs = { numRuns: 120 };
  const steps = fc.array(onward, { minLength: 10, maxLength: 40 });

  it("the history leads to the very state, and every change counts one version", () => {
    fc.assert(
      fc.property(begun, steps, (start, chosen) => {
        playOn(start, chosen, (_before, { state, events }) => {
          expect(caseAfter(events)).toEqual(state);
          expect(state.version).toBe(events.length);
        });
      }),
      runs,
    );
  });

  it("nothing is served without the approval of every level, by different people who neither own nor wrote it", () => {
    fc.assert(
      fc.property(begun, steps, (start, chosen) => {
        playOn(start, chosen, (_before, { state }) => {
          const { instrument } = state;
          if (!instrument || (instrument.number === null && instrument.servedOn === null)) return;
          if (state.stage === "drafting" || state.stage === "approval") return;
          // Withdrawn or merged while it was drafted anew: it has a number and was never served.
          if (!isOpen(state.stage) && instrument.servedOn === null) return;
          expect(instrument.approvals.map(({ level }) => level)).toEqual(["department-head", "deputy-chief"]);
          expect(new Set(instrument.approvals.map(({ by }) => by)).size).toBe(2);
          for (const { by } of instrument.approvals) expect(by).not.toBe(instrument.author);
        });
      }),
      runs,
    );
  });

  it("a case that is over stays as it is, and what was served cannot be taken back", () => {
    fc.assert(
      fc.property(begun, steps, (start, chosen) => {
        playOn(start, chosen, ({ state: before }, { state }) => {
          if (!isOpen(before.stage)) expect({ ...state, version: 0, changedAt: "" }).toEqual({ ...before, version: 0, changedAt: "" });
          if (before.hasServed) expect(state.hasServed).toBe(true);
        });
      }),
      runs,
    );
  });

  it("an open case has exactly one who is next, who is not recused, and one that is over has none", () => {
    fc.assert(
      fc.property(begun, steps, (start, chosen) => {
        playOn(start, chosen, (_before, { state }) => {
          const next = nextOf(state);
          expect(next === null).toBe(!isOpen(state.stage));
          if (next === null) return;
          expect((next.person === null) !== (next.level === null)).toBe(true);
          if (next.person !== null) expect(state.recused).not.toContain(next.person);
        });
      }),
      runs,
    );
  });
});

describe("the clocks of a case", () => {
  const replyClock = ({ state }: PlayedCase) => caseClocks(state, calendar).find(({ key }) => key === "reply");

  it("run from the service by the table of legal numbers and stop with the reply", () => {
    expect(replyClock(play(WAYS.served))).toMatchObject({
      rule: "suggestion.general-reply",
      from: "2026-03-02",
      due: "2026-05-06",
      stoppedOn: null,
    });
    expect(replyClock(play(WAYS.rectification))).toMatchObject({ stoppedOn: "2026-03-02" });
    expect(earliestDue(caseClocks(play(WAYS.closed).state, calendar))).toBeNull();
  });

  it("go on after an objection is explained, and begin anew with an amended instrument", () => {
    const explained = play([["owner", COMMANDS["answer-objection"]]], play(WAYS.objection));
    expect(replyClock(explained)).toMatchObject({ due: "2026-05-06", stoppedOn: null });
    const amended = play([["owner", { ...COMMANDS["answer-objection"], answer: "amend" }]], play(WAYS.objection));
    expect([amended.state.stage, amended.state.instrument?.revision, replyClock(amended)]).toEqual(["drafting", 2, undefined]);
    const again = play(
      [
        ["owner", { action: "draft", ...DRAFT }],
        ["owner", COMMANDS.submit],
        ["head", COMMANDS.approve],
        ["deputy", COMMANDS.approve],
      ],
      amended,
    );
    expect(again.state.instrument?.number).not.toBe(play(WAYS.objection).state.instrument?.number);
  });

  it("of an urgent public-interest suggestion are fifteen days; a kind without a legal number needs its own day", () => {
    const joined = play([["head", COMMANDS.join]]);
    const urgent = play(
      [["owner", { action: "draft", ...DRAFT, kind: "suggestion-public-interest", isUrgent: true }], ...WAYS.served.slice(1)],
      joined,
    );
    expect(replyClock(urgent)).toMatchObject({ rule: "suggestion.public-interest-reply-urgent", due: "2026-03-17" });
    const notice = { action: "draft", ...DRAFT, kind: "correction-notice" } as const;
    expect(codeOf(attempt(filedCase(), "owner", notice))).toBe("REPLY_DAY_NEEDED");
    expect(codeOf(attempt(filedCase(), "owner", { ...notice, replyBy: "2026-02-30" }))).toBe("DAY_INVALID");
    expect(codeOf(attempt(filedCase(), "owner", { ...notice, kind: "suggestion-governance", replyBy: "2026-03-20" }))).toBe(
      "REPLY_DAY_FIXED",
    );
    expect(codeOf(attempt(filedCase(), "owner", { ...notice, replyBy: "2026-03-20" }))).toBe("drafting");
    expect(codeOf(attempt(filedCase(), "owner", { ...notice, kind: "suggestion-public-interest" }))).toBe("INSTRUMENT_NOT_OF_LINE");
  });

  it("tell silence only when they are over", () => {
    expect(codeOf(attempt({ ...play(WAYS.served), day: 65 }, "owner", COMMANDS["no-reply"]))).toBe("REPLY_NOT_OVERDUE");
    expect(codeOf(attempt({ ...play(WAYS.served), day: 66 }, "owner", COMMANDS["no-reply"]))).toBe("unanswered");
  });
});

describe("approval", () => {
  it("is for nobody who owns or wrote it, and one person decides at one level only", () => {
    const owned = play([
      ["chief", { action: "assign", owner: "head", reason: "轮案" }],
      ["head", COMMANDS.join],
      ["colleague", { action: "draft", ...DRAFT }],
      ["head", COMMANDS.submit],
    ]);
    expect(codeOf(attempt(owned, "head", COMMANDS.approve))).toBe("CASE_NOT_YOURS");
    const once = play([["deputy", COMMANDS.approve]], owned);
    expect(codeOf(attempt(once, "deputy", COMMANDS.approve))).toBe("APPROVED_BEFORE");
    expect(codeOf(attempt(once, "head", COMMANDS.approve))).toBe("CASE_NOT_YOURS");
    expect(codeOf(attempt(once, "chief", COMMANDS.approve))).toBe("approved");
    const written = play([
      ["chief", { action: "join", person: "head", line: "minors", note: "" }],
      ["head", { action: "draft", ...DRAFT }],
      ["owner", COMMANDS.submit],
    ]);
    expect(codeOf(attempt(written, "head", COMMANDS.approve))).toBe("CASE_NOT_YOURS");
  });
});

describe("who gets the next one", () => {
  const someone = {
    name: "n",
    lines: ["civil"],
    isVersed: false,
    open: 2,
    experience: 0,
    lastGiven: "2026-01-05T00:00:00.000Z",
    weight: 100,
  } as const;
  it("is proposed by burden and share, then who is versed in the line, then experience, then turn; others are named with the reason", () => {
    const proposals = proposeHandlers(
      [
        { ...someone, id: "busy", open: 5 },
        { ...someone, id: "half", weight: 50 },
        { ...someone, id: "later", lastGiven: "2026-02-01T00:00:00.000Z" },
        { ...someone, id: "earlier" },
        { ...someone, id: "versed", isVersed: true },
        { ...someone, id: "expert", experience: 3 },
        { ...someone, id: "recused", open: 0 },
        { ...someone, id: "stranger", lines: ["minors"], open: 0 },
        { ...someone, id: "away", weight: 0, open: 0 },
      ],
      { line: "civil", recused: ["recused"] },
    );
    expect(proposals.map(({ id, place }) => [id, place])).toEqual([
      ...["versed", "expert", "earlier", "later", "half", "busy"].map((id, at) => [id, at + 1]),
      ...["away", "recused", "stranger"].map((id) => [id, null]),
    ]);
    expect(proposals[0]?.reason.zh).toContain("擅长本条线");
    expect(proposals.at(-2)?.reason.en).toBe("is recused from this case");
    expect(proposals[4]?.reason.zh).toBe("在办 2 件（分案比例 50%），办结同类 0 件，上次分案 2026-01-05");
  });
});

describe("a case", () => {
  it("is closed against its look-back only by a deputy or above, and not before there is a result", () => {
    const waiting = play([["owner", COMMANDS["look-back"]]], play(WAYS.rectification));
    expect(codeOf(attempt(waiting, "head", COMMANDS.close))).toBe("LOOK_BACK_NEEDED");
    const still = play([{ isFound: true, newBatches: 1 }], waiting);
    expect(codeOf(attempt(still, "head", COMMANDS.close))).toBe("LEVEL_NEEDED");
    expect(codeOf(attempt(still, "deputy", COMMANDS.close))).toBe("closed");
    expect(nextOf(play([{ isFound: true, newBatches: 0 }], waiting).state)).toMatchObject({ what: "look-back", person: "owner" });
  });

  it("loses a recused owner at once and waits for another; a recused person is never named again", () => {
    const recused = play([["chief", COMMANDS.recuse]]);
    expect(recused.state).toMatchObject({ owner: null, recused: ["owner"] });
    expect(nextOf(recused.state)).toMatchObject({ what: "assign", level: "department-head", office: "yueyanglou" });
    expect(codeOf(attempt(recused, "head", { action: "assign", owner: "owner", reason: "x" }))).toBe("RECUSED");
    expect(codeOf(attempt(recused, "owner", COMMANDS.draft))).toBe("RECUSED");
    expect(codeOf(attempt(recused, "owner", COMMANDS.comment)), "nor says anything in it").toBe("RECUSED");
  });

  it("goes on while a recusal is asked for; the chief decides, a refusal is reconsidered once, and what is granted stands", () => {
    const asked = play([["owner", { ...COMMANDS["recusal-ask"], asker: "party" }]]);
    expect(asked.state).toMatchObject({ owner: "owner", recusals: [{ id: "evt_1", person: "owner", status: "asked", isOfChief: false }] });
    expect(codeOf(attempt(asked, "owner", COMMANDS.draft))).toBe("drafting");
    expect(codeOf(attempt(asked, "head", COMMANDS["recusal-ask"]))).toBe("RECUSAL_ASKED");
    const decide = { ...COMMANDS["recusal-decide"], recusal: "evt_1" };
    expect(["owner", "head", "deputy"].map((each) => codeOf(attempt(asked, each, decide)))).toEqual([
      "CASE_NOT_YOURS",
      "LEVEL_NEEDED",
      "LEVEL_NEEDED",
    ]);
    const refused = play([["chief", { ...decide, decision: "refused" }]], asked);
    expect(refused.state).toMatchObject({ owner: "owner", recused: [], recusals: [{ status: "refused", answer: "属实" }] });
    expect(codeOf(attempt(refused, "chief", decide))).toBe("RECUSAL_SETTLED");
    const again = play([["owner", { action: "recusal-again", recusal: "evt_1", reason: "不服" }]], refused);
    const upheld = play([["chief", { ...decide, decision: "refused" }]], again);
    expect(codeOf(attempt(upheld, "owner", { action: "recusal-again", recusal: "evt_1", reason: "不服" }))).toBe("RECUSAL_SETTLED");
    const granted = play([["chief", decide]], again);
    expect(granted.state).toMatchObject({ owner: null, recused: ["owner"], recusals: [{ status: "granted", isAgain: true }] });
    expect(codeOf(attemptUndo(granted, "chief"))).toBe("UNDO_NOT_POSSIBLE");
    expect(codeOf(attemptUndo(asked, "owner")), "what is asked for can be taken back").toBe("filed");
  });

  it("has the committee decide on its chief, a deputy presiding and never the chief", () => {
    const asked = play([["head", { ...COMMANDS["recusal-ask"], person: "chief" }]]);
    const decide = { ...COMMANDS["recusal-decide"], recusal: "evt_1" };
    expect(codeOf(attempt(asked, "chief", decide))).toBe("CASE_NOT_YOURS");
    expect(codeOf(attempt(asked, "deputy", decide))).toBe("COMMITTEE_NEEDED");
    expect(codeOf(attempt(asked, "deputy", { ...decide, meeting: "2026-03-03" })), "not yet held").toBe("DAY_INVALID");
    expect(play([["deputy", { ...decide, meeting: "2026-03-02" }]], asked).state.recused).toEqual(["chief"]);
    expect(codeOf(attempt(play([]), "deputy", { ...COMMANDS.recuse, person: "chief" }))).toBe("LEVEL_NEEDED");
    expect(codeOf(attempt(play([]), "owner", { ...COMMANDS["recusal-ask"], ground: "part" })), "no ground in civil matters").toBe(
      "RECUSAL_GROUND_UNKNOWN",
    );
  });

  it("that is offered to another office does nothing else, and comes with a new owner or stays", () => {
    const offered = play([["head", COMMANDS["offer-transfer"]]]);
    expect(nextOf(offered.state)).toMatchObject({ what: "transfer", office: "junshan" });
    expect(codeOf(attempt(offered, "owner", COMMANDS.draft))).toBe("TRANSFER_PENDING");
    expect(play([["head", COMMANDS["accept-transfer"]]], offered).state).toMatchObject({
      office: "junshan",
      owner: "colleague",
      transfer: null,
    });
    expect(play([["head", COMMANDS["refuse-transfer"]]], offered).state).toMatchObject({
      office: "yueyanglou",
      owner: "owner",
      transfer: null,
    });
  });

  it("gives back the state before the last step, step by step, until an instrument is served", () => {
    const submitted = play(WAYS.approval);
    const undone = went(submitted, attemptUndo(submitted, "owner"));
    expect(undone.state.stage).toBe("drafting");
    const twice = went(undone, attemptUndo(undone, "owner"));
    expect(twice.state).toMatchObject({ stage: "filed", instrument: null, version: 5 });
    expect(codeOf(attemptUndo(submitted, "colleague"))).toBe("UNDO_NOT_POSSIBLE");
    expect(codeOf(attemptUndo(play(WAYS.approved), "deputy"))).toBe("UNDO_NOT_POSSIBLE");
    expect(codeOf(attemptUndo(play(WAYS.served), "owner"))).toBe("SERVED_ALREADY");
    const given = play([["owner", COMMANDS["task-add"]]], play(WAYS.served));
    expect(undoableStep(given.state, given.events)).toBeNull();
  });

  it("a decision on an instrument is taken back by whoever made it, other steps also by who distributes cases", () => {
    const submitted = play(WAYS.approval);
    expect(attemptUndo(submitted, "manager").ok).toBe(true);
    for (const command of [COMMANDS.approve, COMMANDS.return]) {
      const decided = play([["head", command]], submitted);
      for (const other of ["owner", "manager", "deputy", "chief"])
        expect(codeOf(attemptUndo(decided, other)), other).toBe("UNDO_NOT_POSSIBLE");
      expect(attemptUndo(decided, "head").ok).toBe(true);
    }
  });

  it("needs evidence for a photograph, and knows its own files only", () => {
    const played = play([["owner", COMMANDS["item-add"]]], play(WAYS.rectification));
    const item = played.state.items.at(-1)?.id ?? "";
    const report = { action: "item-report", item, note: "已恢复", files: [] as string[] } as const;
    expect(codeOf(attempt(played, "owner", report))).toBe("EVIDENCE_NEEDED");
    expect(codeOf(attempt(played, "owner", { ...report, files: ["fil_x"] }))).toBe("CASE_FILE_UNKNOWN");
    expect(codeOf(attempt(played, "owner", COMMANDS["look-back"]))).toBe("ITEMS_OPEN");
  });

  it("is changed by nobody who is not named by the policy or the case", () => {
    for (const action of actions.filter((each) => each !== "comment" && each !== "task-report")) {
      for (const stage of stages) {
        const played = play(WAYS[stage]);
        const stranger = { id: "stranger", level: null, mayAssign: false };
        const context = {
          now: "2026-12-01T00:00:00.000Z",
          today: "2026-12-01",
          eventId: "evt_x",
          calendar,
          templateOf: houseTemplate,
          levelsOf: () => [],
          isChief: () => false,
          instrumentNumber: null,
        };
        expect(decideCase(played.state, COMMANDS[action], { actor: stranger, ...context }).ok, `${stage} ${action}`).toBe(false);
      }
    }
  });

  it("the receiver, admitted by its link, replies and reports on items, and does nothing else in any stage", () => {
    const offered = play([["head", COMMANDS["offer-transfer"]]], play(WAYS.served));
    const ways = [...stages.map((stage) => [stage, play(WAYS[stage])] as const), ["offered", offered] as const];
    const done = new Set<string>();
    for (const [stage, { state, events }] of ways) {
      for (const action of actions) {
        const decision = decideCase(state, COMMANDS[action], {
          actor: { id: "rln_1", level: null, mayAssign: false, isReceiver: true },
          now: "2026-12-01T00:00:00.000Z",
          today: "2026-12-01",
          eventId: `evt_${events.length}`,
          calendar,
          templateOf: houseTemplate,
          levelsOf: () => [],
          isChief: () => false,
          instrumentNumber: null,
        });
        if (decision.ok) done.add(`${stage} ${action}`);
      }
    }
    const comments = ways.map(([stage]) => `${stage} comment`);
    expect([...done].filter((each) => !comments.includes(each))).toEqual(["served reply", "unanswered reply", "offered reply"]);
  });
});
