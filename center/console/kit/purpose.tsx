import { LEGAL_BASES, type LegalBasisId } from "@yuejian/contracts";
import type { Purpose } from "@yuejian/contracts/api";
import { Button, Form, Input, Modal, Select } from "antd";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { ApiError, onPurposeEnded } from "../api/client.ts";
import { useStatePurpose } from "../api/session.ts";
import { useLanguage } from "../language/locale.tsx";
import { ErrorNotice } from "./page-state.tsx";

interface PurposeState {
  /** The task under which personal data is open now; one at a time. */
  readonly purpose: Purpose | null;
  /** Opens the dialog; with a subject (lead or case id) that is filled in. */
  readonly ask: (subject?: string) => void;
  /** Opens it where a call failed for want of a purpose for the subject; null: it needs none. */
  readonly askAfter: (failure: unknown, subject: string | null) => void;
  readonly end: () => void;
}

const PurposeContext = createContext<PurposeState>({ purpose: null, ask() {}, askAfter() {}, end() {} });
const STORAGE_KEY = "yuejian.purpose";
/** Quarantined rows open for one ground alone. */
const CORRECTION: LegalBasisId = "data-quality";

export const usePurpose = () => use(PurposeContext);

/** The stated purpose for the header of reading calls, or null; the server opens what belongs to its subject and nothing else. */
export function usePurposeId(): string | null {
  return usePurpose().purpose?.id ?? null;
}

function stored(): Purpose | null {
  try {
    const purpose = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null") as Purpose | null;
    return purpose && Date.parse(purpose.expiresAt) > Date.now() ? purpose : null;
  } catch {
    return null;
  }
}

export function PurposeProvider({ children }: { readonly children: ReactNode }) {
  const [purpose, setPurpose] = useState(stored);
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (!purpose) return undefined;
    const timer = setTimeout(() => setPurpose(null), Math.max(0, Date.parse(purpose.expiresAt) - Date.now()));
    return () => clearTimeout(timer);
  }, [purpose]);
  const state = useMemo<PurposeState>(() => {
    const end = () => {
      sessionStorage.removeItem(STORAGE_KEY);
      setPurpose(null);
    };
    const ask = (subject = "") => setAsked(subject);
    const askAfter: PurposeState["askAfter"] = (failure, subject) => {
      if (subject !== null && failure instanceof ApiError && failure.code.startsWith("PURPOSE")) ask(subject);
    };
    return { purpose, ask, askAfter, end };
  }, [purpose]);
  useEffect(() => onPurposeEnded(state.end), [state]);
  const take = (next: Purpose) => {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(next));
    setPurpose(next);
    setAsked(null);
  };
  return (
    <PurposeContext value={state}>
      {children}
      <PurposeDialog subject={asked} onClose={() => setAsked(null)} onStated={take} />
    </PurposeContext>
  );
}

interface DialogProperties {
  readonly subject: string | null;
  readonly onClose: () => void;
  readonly onStated: (purpose: Purpose) => void;
}

function PurposeDialog({ subject, onClose, onStated }: DialogProperties) {
  const { t } = useLanguage();
  return (
    <Modal open={subject !== null} onCancel={onClose} footer={null} destroyOnHidden title={t("purpose.title")} width={480}>
      <p className="muted" style={{ marginBottom: 14 }}>
        {t("purpose.recorded")}
      </p>
      <PurposeForm subject={subject ?? ""} onStated={onStated} />
    </Modal>
  );
}

function PurposeForm({ subject, onStated }: { readonly subject: string; readonly onStated: (purpose: Purpose) => void }) {
  const { t, text } = useLanguage();
  const state = useStatePurpose();
  const isBatch = subject.startsWith("bat_");
  const bases = Object.entries(LEGAL_BASES).filter(([id]) => !isBatch || id === CORRECTION);
  const options = bases.map(([value, title]) => ({ value: value as LegalBasisId, label: text(title) }));
  return (
    <Form<{ subject: string; legalBasis: LegalBasisId }>
      layout="vertical"
      requiredMark={false}
      initialValues={isBatch ? { subject, legalBasis: CORRECTION } : { subject }}
      onFinish={(values) => state.mutate(values, { onSuccess: onStated })}
    >
      {state.error && <ErrorNotice error={state.error} />}
      <Form.Item
        name="subject"
        label={isBatch ? t("purpose.batch") : t("purpose.subject")}
        extra={subject ? undefined : t("purpose.subjectHint")}
        rules={[{ required: true, message: t("purpose.subjectNeeded") }]}
      >
        <Input className="mono" readOnly={subject !== ""} placeholder="led_… / cas_…" />
      </Form.Item>
      <Form.Item name="legalBasis" label={t("purpose.basis")} rules={[{ required: true, message: t("purpose.basisNeeded") }]}>
        <Select options={options} placeholder={t("purpose.basisChoose")} autoFocus={!isBatch} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={state.isPending}>
        {t("purpose.open")}
      </Button>
    </Form>
  );
}
