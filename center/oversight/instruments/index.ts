export { type ComposeFacts, composeInstrument, composePaper, composeSample, mayIssue, type PaperFacts } from "./compose-document.ts";
export { houseTemplate } from "./house-templates.ts";
export { checkTemplate } from "./template-text.ts";
