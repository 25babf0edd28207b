import { useJudgment } from "../../api/like-cases.ts";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** A judgment, its circumstances and amount marked where they stand. */
export function JudgmentText({ id }: { readonly id: string }) {
  const { text: shown } = useLanguage();
  const found = useJudgment(id);
  return (
    <PageState query={found} rows={4}>
      {({ text, circumstances, amount }) => {
        const marks = [
          ...circumstances.flatMap(({ name, places }) => places.map((place) => ({ ...place, title: shown(name) }))),
          ...(amount === null ? [] : [{ start: amount.start, end: amount.end, title: "" }]),
        ].toSorted((one, other) => one.start - other.start);
        const pieces: { readonly at: number; readonly text: string; readonly title: string | null }[] = [];
        let at = 0;
        for (const { start, end, title } of marks) {
          if (start < at) continue;
          pieces.push({ at, text: text.slice(at, start), title: null }, { at: start, text: text.slice(start, end), title });
          at = end;
        }
        pieces.push({ at, text: text.slice(at), title: null });
        return (
          <div className="like-text">
            {pieces.map((piece) =>
              piece.title === null ? (
                piece.text
              ) : (
                <mark key={piece.at} title={piece.title}>
                  {piece.text}
                </mark>
              ),
            )}
          </div>
        );
      }}
    </PageState>
  );
}
