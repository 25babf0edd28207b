export { printOfficialPdf, printPdf } from "./print-pdf.ts";
