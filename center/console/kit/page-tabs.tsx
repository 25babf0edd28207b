import { Link, type LinkProps } from "@tanstack/react-router";

export interface PageTab {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly title: string;
  /** Whether pages below the address are of the tab too. */
  readonly isOpenBelow?: boolean;
}

/** Pages that stand beside each other, as links: each has its address. */
export function PageTabs({ label, tabs }: { readonly label: string; readonly tabs: readonly PageTab[] }) {
  return (
    <nav className="page-tabs" aria-label={label}>
      {tabs.map(({ to, title, isOpenBelow = false }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: !isOpenBelow, includeSearch: false }}
          activeProps={{ className: "active", "aria-current": "page" }}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
