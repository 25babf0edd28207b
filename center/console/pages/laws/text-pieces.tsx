import type { LawDifferencesView } from "@yuejian/contracts/api";

/** A text against the one before: what was taken out struck through, what was added underlined. */
export function TextPieces({ pieces }: { readonly pieces: LawDifferencesView["articles"][number]["pieces"] }) {
  return pieces.map(({ kind, text }, at) => {
    // oxlint-disable-next-line no-array-index-key -- pieces are known by their place
    if (kind === "removed") return <del key={at}>{text}</del>;
    // oxlint-disable-next-line no-array-index-key
    if (kind === "added") return <ins key={at}>{text}</ins>;
    // oxlint-disable-next-line no-array-index-key
    return <span key={at}>{text}</span>;
  });
}
