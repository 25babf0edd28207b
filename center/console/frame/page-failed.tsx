import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { PageLoading, PageProblem } from "../kit/page-state.tsx";
import { useLanguage } from "../language/locale.tsx";

export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <div style={{ maxWidth: 640, margin: "12vh auto", padding: 24 }}>
      <PageProblem error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
    </div>
  );
}

export function PagePending() {
  return <PageLoading />;
}

export function MissingPage() {
  const { t } = useLanguage();
  return (
    <div className="nothing" style={{ marginTop: "16vh" }}>
      <strong>{t("state.noPage")}</strong>
      <Link to="/work">
        <Button type="primary">{t("state.toWork")}</Button>
      </Link>
    </div>
  );
}
