import { useParams } from "@tanstack/react-router";
import { LINEAGE_KINDS } from "@yuejian/contracts";
import { useLineage } from "../../api/catalogue.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LineageSection } from "./lineage-section.tsx";
import { NodeLink } from "./node-link.tsx";

/** Lineage of one dataset, column, batch, run or lead. */
export function LineagePage() {
  const { subject } = useParams({ from: "/frame/lineage/$subject" });
  const { t, text } = useLanguage();
  const { data } = useLineage(subject);
  const node = data?.nodes.find(({ id }) => id === data.node);
  const kind = node ? text(LINEAGE_KINDS[node.kind]) : "";
  const name = node ? text(node.title) : subject;
  const title = name.startsWith(kind) ? name : `${kind} ${name}`;
  usePageTitle(t("lineage.of", { what: title }));
  return (
    <>
      <PageHeader
        title={t("lineage.of", { what: title })}
        about={node ? <NodeLink node={node}>{t("lineage.open", { what: kind })}</NodeLink> : t("lineage.hint")}
      />
      <LineageSection subject={subject} />
    </>
  );
}
