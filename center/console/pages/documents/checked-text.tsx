import type { DocumentCheckDetail, DocumentFindingView } from "@yuejian/contracts/api";
import { memo } from "react";
import { useLanguage } from "../../language/locale.tsx";

interface Properties {
  readonly text: NonNullable<DocumentCheckDetail["text"]>;
  /** Position of the finding that is looked at. */
  readonly current: number | null;
  readonly onChoose: (position: number) => void;
}

/** The document as it was, with every finding marked where it stands; of findings that overlap the first. */
export function CheckedText({ text: { paragraphs, findings }, current, onChoose }: Properties) {
  const { t } = useLanguage();
  const ordered = findings.toSorted((one, other) => one.start - other.start || one.end - other.end);
  let [offset, next] = [0, 0];
  return (
    <section className="checked-text" aria-label={t("documents.text")}>
      {paragraphs.map((paragraph, at) => {
        const start = offset;
        offset += paragraph.length + 1;
        const own: DocumentFindingView[] = [];
        for (let finding = ordered[next]; finding && finding.start < offset; finding = ordered[++next]) own.push(finding);
        const isHere = own.some(({ position }) => position === current);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- paragraphs never change their order
          <Paragraph key={at} text={paragraph} start={start} findings={own} current={isHere ? current : null} onChoose={onChoose} />
        );
      })}
    </section>
  );
}

interface ParagraphProperties {
  readonly text: string;
  readonly start: number;
  readonly findings: readonly DocumentFindingView[];
  readonly current: number | null;
  readonly onChoose: (position: number) => void;
}

const Paragraph = memo(
  function Paragraph({ text, start, findings, current, onChoose }: ParagraphProperties) {
    const { text: say } = useLanguage();
    const pieces = [];
    let at = 0;
    // Of several at one place the one that is looked at is shown.
    const shown = findings.toSorted(
      (one, other) => one.start - other.start || Number(other.position === current) - Number(one.position === current),
    );
    for (const { position, severity, decision, suggestion, start: from, end, title } of shown) {
      const [first, last] = [from - start, Math.min(text.length, end - start)];
      // Where something is missing nothing stands: a mark of its own shows the place.
      const isGap = last === first && suggestion !== null;
      if (first < at || (last <= first && !isGap)) continue;
      pieces.push(text.slice(at, first));
      const isTaken = decision === "accepted" && suggestion !== null;
      pieces.push(
        <button
          key={position}
          type="button"
          id={`mark-${position}`}
          tabIndex={-1}
          className={`found ${severity}${position === current ? " current" : ""}${decision === null ? "" : ` ${decision}`}`}
          title={say(title)}
          onClick={() => onChoose(position)}
        >
          {isTaken ? (
            <>
              {!isGap && <del>{text.slice(first, last)}</del>}
              <ins>{suggestion}</ins>
            </>
          ) : (
            text.slice(first, last) || "‸"
          )}
        </button>,
      );
      at = last;
    }
    return (
      <p>
        {pieces}
        {text.slice(at)}
      </p>
    );
  },
  // A paragraph without findings never changes.
  (before, after) => before.findings.length === 0 && after.findings.length === 0,
);
