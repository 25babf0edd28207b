/** Prefix with its colon that the part uses for WordprocessingML: `w:` as a rule, empty where it is the default. */
export function wordPrefix(xml: string): string {
  const root = /<(?:([A-Za-z_][\w.-]*):)?[A-Za-z_][\w.-]*[\s>/]/.exec(xml.replace(/^\s*<\?[\s\S]*?\?>/, ""));
  return root?.[1] === undefined ? "" : `${root[1]}:`;
}

export const escapeXml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, "");
