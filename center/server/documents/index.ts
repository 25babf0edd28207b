export { officialFile } from "./official-file.ts";
export { printPdf } from "./print-pdf.ts";
