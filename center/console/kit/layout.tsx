import { Fragment, type ReactNode } from "react";

interface HeaderProperties {
  readonly title: ReactNode;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, about, actions }: HeaderProperties) {
  return (
    <header className="page-header">
      <div>
        <h1>{title}</h1>
        {about && <p>{about}</p>}
      </div>
      {actions && <div className="actions">{actions}</div>}
    </header>
  );
}

interface SectionProperties {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** Tables reach the edge. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

export function Section({ title, hint, actions, flush = false, children }: SectionProperties) {
  return (
    <section className="section">
      <header>
        <h2>{title}</h2>
        {hint && (
          <span className="hint one-line" title={typeof hint === "string" ? hint : undefined}>
            {hint}
          </span>
        )}
        {actions && <div className="actions">{actions}</div>}
      </header>
      <div className={flush ? "section-body flush" : "section-body"}>{children}</div>
    </section>
  );
}

export type Fact = readonly [name: string, value: ReactNode];

/** Names and values side by side. */
export function Facts({ items, wide = false }: { readonly items: readonly Fact[]; readonly wide?: boolean }) {
  return (
    <dl className={wide ? "facts wide" : "facts"}>
      {items.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** The one sentence why. */
export function Reason({ children }: { readonly children: ReactNode }) {
  return <p className="reason">{children}</p>;
}

export function Bullets({ items }: { readonly items: readonly ReactNode[] }) {
  return (
    <ul className="bullets">
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the list never changes its order
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}
