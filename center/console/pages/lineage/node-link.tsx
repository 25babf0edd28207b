import { Link } from "@tanstack/react-router";
import type { LineageNode } from "@yuejian/contracts/api";
import type { ComponentProps, ReactNode } from "react";

interface NodeLinkProperties extends Pick<ComponentProps<"a">, "className" | "onKeyDown" | "onFocus"> {
  readonly node: LineageNode;
  readonly children: ReactNode;
}

/** The page of a thing of the lineage: of many, the list that holds them. */
export function NodeLink({ node, children, ...more }: NodeLinkProperties) {
  const { kind, ref, dataset, count } = node;
  const anchor = { ...more, "data-node": node.id };
  if (kind === "lead" && count > 1)
    return (
      <Link to="/leads" search={{ model: ref }} {...anchor}>
        {children}
      </Link>
    );
  if (kind === "lead" || kind === "finding")
    return (
      <Link to="/leads/$lead" params={{ lead: ref }} {...anchor}>
        {children}
      </Link>
    );
  if (kind === "record" && count === 1)
    return (
      <Link to="/records/$ref" params={{ ref }} {...anchor}>
        {children}
      </Link>
    );
  if (kind === "model" || kind === "input" || kind === "run")
    return (
      <Link to="/models/$model" params={{ model: ref }} {...anchor}>
        {children}
      </Link>
    );
  if (kind === "entity")
    return (
      <Link to="/data/entities/$entity" params={{ entity: ref }} {...anchor}>
        {children}
      </Link>
    );
  if (kind === "linking")
    return (
      <Link to="/data/entities" {...anchor}>
        {children}
      </Link>
    );
  if (dataset !== null) {
    const search =
      kind === "batch" && count === 1
        ? ({ tab: "rows", batch: ref } as const)
        : kind === "column"
          ? ({ tab: "columns", column: ref } as const)
          : kind === "dataset"
            ? ({ tab: "columns" } as const)
            : ({ tab: "batches" } as const);
    return (
      <Link to="/data/$dataset" params={{ dataset }} search={search} {...anchor}>
        {children}
      </Link>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what has no page is still a stop on the way through the graph
    <span tabIndex={0} role="note" {...anchor}>
      {children}
    </span>
  );
}
