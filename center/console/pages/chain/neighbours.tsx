import { Link, type LinkProps } from "@tanstack/react-router";

interface Neighbour {
  readonly link: Pick<LinkProps, "to" | "params">;
  readonly words: string;
}

/** Links to what comes before and after in the same order; null where there is nothing. */
export function Neighbours({ before, after }: { readonly before: Neighbour | null; readonly after: Neighbour | null }) {
  return (
    <>
      {before && <Link {...before.link}>‹ {before.words}</Link>}
      {after && <Link {...after.link}>{after.words} ›</Link>}
    </>
  );
}
