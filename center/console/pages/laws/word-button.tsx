import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { useLanguage } from "../../language/locale.tsx";

/** Hands a Word document over. */
export function WordButton({ name, load, size }: { readonly name: string; readonly load: () => Promise<Blob>; readonly size?: "small" }) {
  const { t } = useLanguage();
  const made = useMutation({ mutationFn: load, onSuccess: (file) => saveFile(file, `${name.replaceAll(/[\\/:*?"<>|]/g, "_")}.docx`) });
  return (
    <>
      <Button {...(size === undefined ? {} : { size })} loading={made.isPending} onClick={() => made.mutate()}>
        {t("lawCollections.exportWord")}
      </Button>
      {made.error && <ErrorNotice error={made.error} />}
    </>
  );
}
