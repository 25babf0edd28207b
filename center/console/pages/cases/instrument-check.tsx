import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { ApiError } from "../../api/client.ts";
import { useCheckInstrument } from "../../api/documents.ts";
import { useFeatures } from "../../api/features.ts";
import { useMay } from "../../api/session.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Has the instrument checked as it stands, before it is approved; its text opens as the case does. */
export function InstrumentCheck({ caseId }: { readonly caseId: string }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const isOn = useFeatures();
  const purpose = usePurposeId();
  const { ask } = usePurpose();
  const mayCheck = useMay("document.check");
  const checking = useCheckInstrument();
  if (!mayCheck || !isOn("document-assistant")) return null;
  const check = () =>
    checking.mutate(
      { caseId, purpose },
      {
        onSuccess: ({ check: made }) => void navigate({ to: "/documents/checks/$check", params: { check: made.id } }),
        onError: (error) => error instanceof ApiError && error.code.startsWith("PURPOSE") && ask(caseId),
      },
    );
  return (
    <>
      <Button size="small" loading={checking.isPending} onClick={check}>
        {t("documents.checkInstrument")}
      </Button>
      {checking.error && <ErrorNotice error={checking.error} />}
    </>
  );
}
