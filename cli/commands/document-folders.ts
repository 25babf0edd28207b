import { resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { DOCUMENT_WATCH_STATES, type DocumentWatchChange, type DocumentWatchesView, type DocumentWatchView } from "@yuejian/contracts/api";
import type { Command } from "./command.ts";
import { caseNamed } from "./documents-house.ts";

const STEPS = { on: { isOn: true }, off: { isOn: false }, remove: { isRemoved: true } } as const satisfies Record<
  string,
  Partial<DocumentWatchChange>
>;

const folders: Command = {
  name: "document folders",
  usage:
    "document folders [--set NAME --in FOLDER --out FOLDER --office OFFICE [--case NUMBER|ID] [--for-publication] | --watch ID --step on|off|remove] [--reason WORDS]",
  summary: {
    zh: "服务运行时监看的文件夹：列出、设置（--set，路径是服务器上的）、打开、关闭、不再监看；收到的文书按该单位的规则校核并计入其统计；--case 与业务系统的案件核对",
    en: "Folders that the house watches while it serves: list, set (--set, paths of the server), switch on or off, remove; what arrives is checked by the rules of the office and counted in its figures; --case: compared with a case of the business system",
  },
  options: {
    set: { type: "string" },
    in: { type: "string" },
    out: { type: "string" },
    office: { type: "string" },
    case: { type: "string" },
    "for-publication": { type: "boolean" },
    watch: { type: "string" },
    step: { type: "string" },
    reason: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const api = await client();
    const [name, pathIn, pathOut, office] = [given.text("set"), given.text("in"), given.text("out"), given.text("office")];
    const [watch, step, reason] = [given.text("watch"), given.text("step"), given.text("reason") ?? ""];
    const line = ({
      id,
      state,
      office: of,
      name: called,
      pathIn: from,
      pathOut: to,
      counts,
      trouble,
      troubleSince,
    }: DocumentWatchView): string[] => [
      `${id}\t${DOCUMENT_WATCH_STATES[state][output.locale]}\t${of}\t${called}\t${from} → ${to}\t${counts.checked}/${counts.refused}`,
      ...(trouble === null ? [] : [`  ${troubleSince?.slice(0, 16).replace("T", " ") ?? ""}  ${trouble.text[output.locale]}`]),
    ];
    if (name !== undefined) {
      if (pathIn === undefined || pathOut === undefined || office === undefined) throw new YuejianError("USAGE", { reason: folders.usage });
      const isForPublication = given.isSet("for-publication");
      const named = given.text("case");
      const ofCase = named === undefined ? {} : { case: await caseNamed(api, named) };
      const order = { name, office, ...ofCase, pathIn: resolve(pathIn), pathOut: resolve(pathOut), isForPublication, reason };
      const made = await api.post<DocumentWatchView>("/api/documents/watches", order);
      output.result(made, () => line(made));
      return 0;
    }
    const { items } = await api.get<DocumentWatchesView>("/api/documents/watches");
    if (watch !== undefined) {
      if (step === undefined || !Object.hasOwn(STEPS, step)) throw new YuejianError("USAGE", { reason: folders.usage });
      const known = items.find(({ id }) => id === watch);
      if (!known) throw new YuejianError("DOCUMENT_WATCH_UNKNOWN", { watch });
      const change = { ...STEPS[step as keyof typeof STEPS], version: known.version, reason };
      const changed = await api.post<DocumentWatchView>(`/api/documents/watches/${known.id}`, change);
      output.result(changed, () => line(changed));
      return 0;
    }
    for (const each of items) output.result(each, () => line(each));
    return 0;
  },
};

export const documentFolderCommands: readonly Command[] = [folders];
