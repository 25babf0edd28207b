export { answerDays, assignReviewer, type ContestPorts, decideContest, registerContest } from "./contests.ts";
