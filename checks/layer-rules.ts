import type { IForbiddenRuleType } from "dependency-cruiser";

/** Direction of the architecture: what each folder may import. One planted violation per rule lives in
 *  `violations/<rule>/…` at the same relative path, so that a rule that stopped working is noticed. */
interface Layer {
  readonly name: string;
  readonly from: string;
  /** Folders of the repository it may import. */
  readonly may: readonly string[];
  /** No node: modules at all: pure computing, or code that also runs in a browser. */
  readonly isPortable?: boolean;
}

const layers: readonly Layer[] = [
  { name: "contracts-import-nothing", from: "contracts/", may: ["contracts/"], isPortable: true },
  { name: "methods-import-contracts", from: "methods/", may: ["methods/", "contracts/"], isPortable: true },
  { name: "data-platform", from: "platforms/data/", may: ["platforms/data/", "methods/", "contracts/"] },
  {
    name: "chain-platform",
    from: "platforms/chain/(?!verify/|node/|capture/|anchor/)",
    may: ["platforms/chain/(?!verify/|node/|capture/|anchor/)", "methods/", "contracts/"],
  },
  {
    name: "chain-anchors",
    from: "platforms/chain/anchor/",
    may: ["platforms/chain/(anchor|format|verify|log)/", "methods/", "contracts/"],
  },
  { name: "chain-nodes", from: "platforms/chain/node/", may: ["platforms/chain/", "methods/", "contracts/"] },
  {
    name: "verify-never-imports-the-writer",
    from: "platforms/chain/verify/",
    may: ["platforms/chain/(verify|format)/", "methods/", "contracts/"],
    isPortable: true,
  },
  {
    name: "capture-needs-no-log",
    from: "platforms/chain/capture/",
    may: ["platforms/chain/(capture|format)/", "methods/", "contracts/"],
    isPortable: true,
  },
  { name: "applications-are-pure", from: "applications/(?:[^/]+/)", may: ["applications/", "methods/", "contracts/"], isPortable: true },
  { name: "oversight-is-pure", from: "center/oversight/", may: ["center/oversight/", "methods/", "contracts/"], isPortable: true },
  { name: "workbench-is-pure", from: "center/workbench/", may: ["center/workbench/", "methods/", "contracts/"], isPortable: true },
  {
    name: "server-wires",
    from: "center/server/",
    may: ["center/(server|oversight|workbench)/", "applications/", "platforms/", "methods/", "contracts/", "demo/"],
  },
  {
    name: "console-sees-contracts",
    from: "center/console/(?!vite|standalone/vite)",
    may: ["center/console/", "platforms/chain/(verify|capture)/", "contracts/"],
    isPortable: true,
  },
  {
    name: "page-for-anybody-verifies-only",
    from: "center/console/standalone/(?!vite)",
    may: ["center/console/standalone/", "platforms/chain/verify/", "contracts/"],
    isPortable: true,
  },
  {
    name: "command-line",
    from: "cli/",
    may: ["cli/", "center/server/", "platforms/chain/(verify|capture)/", "methods/deadlines/", "contracts/"],
  },
  { name: "demo-uses-methods", from: "demo/", may: ["demo/", "methods/", "contracts/"] },
];

/** Tests and what only tests use may reach further: real databases, generators, the file system. */
const TESTS = String.raw`(\.test\.tsx?$|/testing/)`;
const HERE = "(?:^|^checks/violations/[^/]+/)";
const OUTSIDE = "(^|/)node_modules/";

function forbid(layer: Layer): IForbiddenRuleType[] {
  const from = { path: HERE + layer.from, pathNot: TESTS };
  const rules: IForbiddenRuleType[] = [
    {
      name: layer.name,
      severity: "error",
      from,
      to: { pathNot: [OUTSIDE, ...layer.may.map((folder) => HERE + folder)], dependencyTypesNot: ["core"] },
    },
  ];
  if (layer.isPortable) rules.push({ name: `${layer.name}-portable`, severity: "error", from, to: { dependencyTypes: ["core"] } });
  return rules;
}

export const layerRules: readonly IForbiddenRuleType[] = [
  ...layers.flatMap(forbid),
  {
    name: "applications-never-meet",
    severity: "error",
    from: { path: `${HERE}applications/([^/]+)/` },
    to: { path: "^applications/", pathNot: "^applications/$1/" },
  },
  {
    name: "only-the-command-line-imports-the-server",
    severity: "error",
    from: { pathNot: "^(center/server/|cli/|bench/|checks/(?!violations/))" },
    to: { path: "^center/server/" },
  },
  { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
  { name: "no-import-of-tests", severity: "error", from: { pathNot: TESTS }, to: { path: String.raw`\.test\.tsx?$` } },
  { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
];
