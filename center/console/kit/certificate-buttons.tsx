import { useLanguage } from "../language/locale.tsx";
import { DocumentButtons } from "./document-buttons.tsx";

/** The proof as a certificate that people read; each one that is made goes on the ledger. `name`: what it is of, as `/api/proofs` takes it. */
export function CertificateButtons({ name }: { readonly name: string }) {
  const { t } = useLanguage();
  return (
    <DocumentButtons
      path={`/api/proofs/${name}/certificate`}
      fileName={`${decodeURIComponent(name)}.certificate`}
      words={{ docx: t("proof.certificateWord"), pdf: t("proof.certificatePdf") }}
    />
  );
}
