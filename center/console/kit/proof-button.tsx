import SafetyCertificateOutlined from "@ant-design/icons/SafetyCertificateOutlined";
import { useQuery } from "@tanstack/react-query";
import type { Action } from "@yuejian/contracts";
import { Button, Drawer } from "antd";
import { lazy, Suspense, useState } from "react";
import { getText } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { useLanguage } from "../language/locale.tsx";
import { CertificateButtons } from "./certificate-buttons.tsx";
import { PageLoading, PageState } from "./page-state.tsx";
import { usePurposeId } from "./purpose.tsx";

const ProofReport = lazy(() => import("./proof-report.tsx").then(({ ProofReport }) => ({ default: ProofReport })));

interface ProofProperties {
  /** Address of the proof, for example `/api/leads/…/proof`. */
  readonly path: string;
  readonly title: string;
  /** The right that the person needs; without it there is no button. */
  readonly needs: Action;
  /** What the proof is of, where the address does not tell it before its end. */
  readonly name?: string;
}

/** «Verify»: fetches the proof and checks it in this browser. */
export function ProofButton(properties: ProofProperties) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const mayProve = useMay(properties.needs);
  if (!mayProve) return null;
  return (
    <>
      <Button type="primary" icon={<SafetyCertificateOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t("proof.verify")}
      </Button>
      <Drawer open={isOpen} onClose={() => setOpen(false)} size={620} destroyOnHidden title={properties.title}>
        <FetchedProof {...properties} />
      </Drawer>
    </>
  );
}

/** What the proof is of: the last but one part of its address. */
function nameIn(path: string): string {
  return path.split("/").at(-2) ?? "yuejian";
}

function FetchedProof({ path, name = nameIn(path) }: ProofProperties) {
  const purpose = usePurposeId();
  // The text is checked as it came: a proof has one canonical form, and parsing would lose it.
  const proof = useQuery({
    queryKey: ["proof", path, purpose],
    queryFn: ({ signal }) => getText(path, { purpose, signal }),
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <PageState query={proof}>
      {(text) => (
        <Suspense fallback={<PageLoading rows={4} />}>
          <ProofReport document={text} fileName={`${name}.proof.json`} />
          <CertificateButtons name={name} />
        </Suspense>
      )}
    </PageState>
  );
}
