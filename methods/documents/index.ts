export {
  type BarRow,
  type Block,
  OFFICIAL_PAGE,
  type PageLayout,
  type ParagraphStyle,
  type PlacedPicture,
  type PrintedDocument,
  plainText,
  type TermRow,
} from "./document.ts";
export { isCompoundFile } from "./old-word/compound-file.ts";
export { type OldWordText, oldWordText } from "./old-word/old-word-text.ts";
export { type PhotoSize, photoSize } from "./photo-size.ts";
export { type Picture, writePng } from "./png.ts";
export { qrModules, qrPng, qrSvg } from "./qr-code.ts";
export { readWordParagraphs, type WordParagraph } from "./read-word.ts";
export { type AnnotationStyle, annotateWord, type WordAnnotation } from "./word/annotate-word.ts";
export { otherForm } from "./word/other-form.ts";
export { unpackWord, type WordParts } from "./word/unpack-word.ts";
export { unreadable as unreadableWord } from "./word/unreadable.ts";
export { wordFormat } from "./word/word-format.ts";
export { type WordRun, type WordText, type WordTextParagraph, wordText } from "./word/word-text.ts";
export { writeHtml } from "./write-html.ts";
export { writeOfficialHtml } from "./write-official-html.ts";
export { writeOfficialWord } from "./write-official-word.ts";
export { writeWord } from "./write-word.ts";
