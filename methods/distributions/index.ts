export { regularisedBeta } from "./beta.ts";
export { chiSquareQuantile, chiSquareTail } from "./chi-square.ts";
export { uniformDraws } from "./draws.ts";
export { studentQuantile, studentTwoSided } from "./student.ts";
export { type WilsonInterval, wilsonInterval } from "./wilson.ts";
