/** Numbers of documents as they are officially written: no spaces; a court's case number begins with the year in round full-width
 *  brackets, （2026）湘0602刑初123号 (法〔2015〕137号); in other numbers the year follows the issuer in hexagonal ones, 岳检建〔2026〕5号 (GB/T 9704-2012). */
export function normaliseDocumentNumber(label: string): string {
  const compact = label.replaceAll(" ", "");
  const court = /^[([〔【［{（]((?:19|20)\d\d)[)\]〕】］}）](.*)$/.exec(compact);
  if (court) return `（${court[1]}）${court[2]}`;
  return compact.replaceAll(/[([〔【［{（]((?:19|20)\d\d)[)\]〕】］}）]/g, "〔$1〕");
}

/** The name of an offence ends in 罪 (盗窃 → 盗窃罪). Lists are not taken apart: 、 also stands inside names (掩饰、隐瞒犯罪所得罪). */
export function normaliseCharge(label: string): string {
  const compact = label.replaceAll(" ", "");
  return /^[\p{Script=Han}、()]+$/u.test(compact) && !compact.endsWith("罪") ? `${compact}罪` : compact;
}

/** Telephone numbers: figures and, in landline numbers, the hyphen after the area code; China's country code goes from mobile numbers. */
export function normalisePhone(label: string): string {
  const figures = label.replaceAll(/[\s()（）-]/g, "").replace(/^(?:\+|00)?86(?=1\d{10}$)/, "");
  if (/^1\d{10}$/.test(figures)) return figures;
  return label.replaceAll(/\s*[-—–]\s*/g, "-");
}
