import FileTextOutlined from "@ant-design/icons/FileTextOutlined";
import { useMutation } from "@tanstack/react-query";
import { Button, Space } from "antd";
import { getFile } from "../api/client.ts";
import { useLanguage } from "../language/locale.tsx";
import { usePurposeId } from "./purpose.tsx";
import { saveFile } from "./save-file.ts";

type Format = "docx" | "pdf";

/** The proof as a certificate that people read; each one that is made goes on the ledger. `name`: what it is of, as `/api/proofs` takes it. */
export function CertificateButtons({ name }: { readonly name: string }) {
  const { t } = useLanguage();
  const purpose = usePurposeId();
  const made = useMutation({
    mutationFn: async (format: Format) =>
      saveFile(
        await getFile(`/api/proofs/${name}/certificate?format=${format}`, { purpose }),
        `${decodeURIComponent(name)}.certificate.${format}`,
      ),
  });
  return (
    <Space wrap>
      {(["docx", "pdf"] as const).map((format) => (
        <Button
          key={format}
          icon={<FileTextOutlined aria-hidden />}
          loading={made.isPending && made.variables === format}
          disabled={made.isPending}
          onClick={() => made.mutate(format)}
        >
          {t(format === "docx" ? "proof.certificateWord" : "proof.certificatePdf")}
        </Button>
      ))}
      {made.error && <span role="alert">{t("proof.exportFailed", { reason: made.error.message })}</span>}
    </Space>
  );
}
