import { computeDeadline, type DeadlineRequest, deadlineDoubts, explainDeadline, HOLIDAY_TABLE, workCalendar } from "@yuejian/deadlines";
import { task } from "./harness.ts";

/** `CASES [explained]`: the deadlines that a case of the business system has over its stages, with the extensions, restarts and suspensions that the
 *  cases of a year have. Dates follow from the case's number, so that every run computes the same. */
const FIRST = Date.UTC(2023, 0, 1);
const iso = (day: number): string => new Date(FIRST + day * 86_400_000).toISOString().slice(0, 10);

function requestsOf(index: number): readonly DeadlineRequest[] {
  const day = (index * 7919) % 1400;
  const inCustody = index % 3 !== 0;
  const from = iso(day);
  const review = iso(day + 75);
  return [
    { rule: "custody.first-interrogation", from: `${from}T14:20` },
    {
      rule: "arrest.request",
      from,
      ...(index % 4 === 0 ? { extensions: [{ id: "arrest.request-extension-most", approved: iso(day + 2), amount: 3 }] } : {}),
    },
    inCustody ? { rule: "arrest.decision-in-custody", from: iso(day + 5) } : { rule: "arrest.decision-not-in-custody", from: iso(day + 5) },
    {
      rule: "investigation.custody",
      from: iso(day + 12),
      ...(index % 5 === 0 ? { extensions: [{ id: "investigation.custody-first-extension", approved: iso(day + 60) }] } : {}),
      ...(index % 50 === 0 ? { suspensions: [{ from: iso(day + 20), to: iso(day + 40), ground: "psychiatric-appraisal" }] } : {}),
    },
    { rule: "prosecution.tell-counsel", from: review },
    {
      rule: "prosecution.review",
      from: review,
      inCustody,
      ...(index % 6 === 0
        ? {
            restarts: [{ on: iso(day + 130), ground: "supplementary-investigation" }],
            extensions: [{ id: "prosecution.review-extension", approved: iso(day + 150) }],
          }
        : {}),
    },
    { rule: "counsel.read-file", from: review },
    { rule: "suggestion.public-interest-reply", from: iso(day + 160) },
  ];
}

await task(async ([cases = "200000", explained]) => {
  // The cases' dates are in the store: making them is none of the work.
  const all = Array.from({ length: Number(cases) }, (_, index) => requestsOf(index));
  const start = performance.now();
  const calendar = workCalendar(HOLIDAY_TABLE);
  let [deadlines, moved, characters] = [0, 0, 0];
  for (const requests of all)
    for (const request of requests) {
      const deadline = computeDeadline(request, calendar);
      deadlines += 1;
      if (deadline.end !== deadline.nominalEnd) moved += 1;
      if (explained === undefined) continue;
      const { zh, en } = explainDeadline(deadline, calendar);
      characters += zh.length + en.length + deadlineDoubts(deadline, calendar).length;
    }
  return { seconds: (performance.now() - start) / 1000, details: { cases: all.length, deadlines, moved, characters } };
});
