import { Link } from "@tanstack/react-router";
import { MENTION_PARTS, type MentionPart } from "@yuejian/contracts";
import type { EntityRecordView } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";

/** What a record says of an entity, in one line; a value that is masked says so to who does not see it. */
export function Said({ record }: { readonly record: EntityRecordView }) {
  const { text } = useLanguage();
  const parts = record.parts.filter(({ value }) => value !== null);
  return (
    <span style={{ display: "inline-flex", gap: 10, flexWrap: "wrap" }}>
      {parts.map(({ part, value, isMasked }) => (
        <span key={part} title={text(MENTION_PARTS[part])} className={isMasked ? "muted" : undefined}>
          {String(value)}
        </span>
      ))}
    </span>
  );
}

export function RecordLink({ record }: { readonly record: EntityRecordView }) {
  const { text } = useLanguage();
  return (
    <Link to="/records/$ref" params={{ ref: record.ref }}>
      {text(record.datasetTitle)} <span className="muted">{record.fileName}</span>
    </Link>
  );
}

export const partOf = (record: EntityRecordView, part: MentionPart): EntityRecordView["parts"][number] | undefined =>
  record.parts.find((each) => each.part === part);
