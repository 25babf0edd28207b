import ExclamationCircleOutlined from "@ant-design/icons/ExclamationCircleOutlined";
import WarningOutlined from "@ant-design/icons/WarningOutlined";
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { ApiError } from "../api/client.ts";
import { useLanguage } from "../language/locale.tsx";
import type { MessageKey } from "../messages/index.ts";

/** What the person can do next, by the kind of the error. */
const WHAT_NOW = {
  input: "state.fixInput",
  "signed-out": "state.signIn",
  denied: "state.askForRight",
  missing: "state.checkLink",
  conflict: "state.reload",
  busy: "state.tryLater",
  integrity: "state.integrity",
  failure: "state.tellTechnician",
} as const satisfies Record<string, MessageKey>;

function whatNow(kind: string): MessageKey {
  return kind in WHAT_NOW ? WHAT_NOW[kind as keyof typeof WHAT_NOW] : "state.tellTechnician";
}

/** An error in the place where it happened: what, and what now. */
export function ErrorNotice({
  error,
  retry,
  children,
}: {
  readonly error: Error;
  readonly retry?: () => void;
  readonly children?: ReactNode;
}) {
  const { t, text } = useLanguage();
  const isCoded = error instanceof ApiError;
  const isIntegrity = isCoded && error.kind === "integrity";
  return (
    <div className={`notice ${isIntegrity ? "alarm" : "attention"}`} role="alert">
      {isIntegrity ? <WarningOutlined aria-hidden /> : <ExclamationCircleOutlined aria-hidden />}
      <div>
        <strong>{isCoded ? text(error.text) : t("state.unexpected", { what: error.message })}</strong>
        <div className="muted">
          {t(whatNow(isCoded ? error.kind : "failure") as "state.reload")} {isCoded && <code>{error.code}</code>}
        </div>
        {children}
      </div>
      {retry && (
        <Button size="small" onClick={retry}>
          {t("state.retry")}
        </Button>
      )}
    </div>
  );
}

export function PageProblem({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  return <ErrorNotice error={error} {...(retry ? { retry } : {})} />;
}

export function PageLoading({ rows = 8 }: { readonly rows?: number }) {
  return <Skeleton active title={false} paragraph={{ rows, width: "100%" }} style={{ padding: 14 }} />;
}

/** Nothing here: why, and what would bring something. */
export function Nothing({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="nothing">
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

interface Queried<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

interface PageStateProperties<T> {
  readonly query: Queried<T>;
  /** Lines of the placeholder while it loads. */
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** Shows a query: loading, then its data or its error; an error of a refresh stands above the older data. */
export function PageState<T>({ query, rows, children }: PageStateProperties<T>) {
  const retry = () => void query.refetch();
  if (query.data === undefined)
    return query.error ? <PageProblem error={query.error} retry={retry} /> : <PageLoading {...(rows ? { rows } : {})} />;
  return (
    <>
      {query.error && <ErrorNotice error={query.error} retry={retry} />}
      {children(query.data)}
    </>
  );
}
