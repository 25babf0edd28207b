import { Link } from "@tanstack/react-router";

interface OfCase {
  readonly case: string | null;
  readonly handledCase: string | null;
  readonly caseNumber: string | null;
}

/** The case that documents are of, of either kind; nothing where they are of none. */
export function CaseLink({ of }: { readonly of: OfCase }) {
  if (of.case !== null)
    return (
      <Link to="/cases/$case" params={{ case: of.case }}>
        {of.caseNumber}
      </Link>
    );
  if (of.handledCase === null) return null;
  return (
    <Link to="/cases/handled/$case" params={{ case: of.handledCase }}>
      {of.caseNumber}
    </Link>
  );
}
