export { type PagedParagraph, type PagedStretch, paragraphsOf } from "./lay-out-lines.ts";
export { RECOGNISING, readPdf, tooManyScans } from "./read-pdf.ts";
export { type Recogniser, startRecogniser } from "./recognise.ts";
