import FileTextOutlined from "@ant-design/icons/FileTextOutlined";
import { useMutation } from "@tanstack/react-query";
import { Button, Space } from "antd";
import { getFile } from "../api/client.ts";
import { useLanguage } from "../language/locale.tsx";
import { usePurposeId } from "./purpose.tsx";
import { saveFile } from "./save-file.ts";

type Format = "docx" | "pdf";

interface DocumentButtonsProperties {
  /** Answers with the document; `format` is added to it. */
  readonly path: string;
  /** Of the file, without its ending. */
  readonly fileName: string;
  readonly words: Readonly<Record<Format, string>>;
}

/** A document that the server makes as Word or PDF; each one that is made goes on the ledger. */
export function DocumentButtons({ path, fileName, words }: DocumentButtonsProperties) {
  const { t } = useLanguage();
  const purpose = usePurposeId();
  const made = useMutation({
    mutationFn: async (format: Format) => saveFile(await getFile(`${path}?format=${format}`, { purpose }), `${fileName}.${format}`),
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
          {words[format]}
        </Button>
      ))}
      {made.error && <span role="alert">{t("proof.exportFailed", { reason: made.error.message })}</span>}
    </Space>
  );
}
