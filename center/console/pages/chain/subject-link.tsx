import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Copy, Digest } from "../../kit/small.tsx";

/** The object that an entry is about, as a link where the house has a page for it. */
export function SubjectLink({ subject, whole = false }: { readonly subject: string; readonly whole?: boolean }) {
  const shown = whole || subject.length <= 24 ? subject : `${subject.slice(0, 10)}…${subject.slice(-6)}`;
  const code = <code title={subject}>{shown}</code>;
  const copied = (link: ReactNode) => (
    <span className="digest">
      {link}
      {whole && <Copy value={subject} />}
    </span>
  );
  if (/^led_[0-9A-Z]{26}$/.test(subject))
    return copied(
      <Link to="/leads/$lead" params={{ lead: subject }}>
        {code}
      </Link>,
    );
  if (/^cas_[0-9A-Z]{26}$/.test(subject))
    return copied(
      <Link to="/cases/$case" params={{ case: subject }}>
        {code}
      </Link>,
    );
  if (/^bat_[0-9A-Z]{26}$/.test(subject))
    return copied(
      <Link to="/batches/$batch" params={{ batch: subject }}>
        {code}
      </Link>,
    );
  return <Digest value={subject} whole={whole} />;
}
