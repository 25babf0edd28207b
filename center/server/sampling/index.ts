export { accuracyOf, precisionRate } from "./accuracy.ts";
export { type Draw, drawSubjects, type SubjectReader } from "./population.ts";
export { drawSample, finishSample, type SampleOrder, type SamplingPorts } from "./samples.ts";
