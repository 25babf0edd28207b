export { accuracyOf, precisionRate } from "./accuracy.ts";
export { drawSample, finishSample, type SampleOrder, type SamplingPorts } from "./samples.ts";
