import { useQuery } from "@tanstack/react-query";
import type {
  AnchoringView,
  AnchorView,
  BlockDetail,
  Blocks,
  CaptureView,
  DeviceKeyView,
  DigestMatches,
  EntryDetail,
  EvidenceList,
  LedgerEntries,
  LedgerNodes,
  NodePeriod,
  SmLedgerState,
} from "@yuejian/contracts/api";
import { get, getText } from "./client.ts";
import { useCursorList, useOffsetList } from "./list.ts";
import { useMay } from "./session.ts";

export interface EntryFilters {
  readonly type?: string | undefined;
  readonly organisation?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: string | undefined;
  /** The last day, inclusive. */
  readonly to?: string | undefined;
  readonly upTo?: number | undefined;
}

/** The server counts in UTC and excludes the end; people name days of their own and include the last. */
function instants({ from, to, ...rest }: EntryFilters): Readonly<Record<string, string | number | undefined>> {
  const start = (day: string, later: number) => {
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    return new Date(year, month - 1, date + later).toISOString();
  };
  return { ...rest, from: from && start(from, 0), to: to && start(to, 1) };
}

export function useEntries(filters: EntryFilters) {
  const list = useCursorList<LedgerEntries>({
    key: ["ledger", "entries", filters],
    path: "/api/ledger/entries",
    query: instants(filters),
  });
  return counted(list);
}

export function useBlocks(isFinal: boolean) {
  const list = useCursorList<Blocks>({
    key: ["ledger", "checkpoints", isFinal],
    path: "/api/ledger/checkpoints",
    query: { final: isFinal || undefined },
  });
  return counted(list);
}

function counted<L extends { readonly total: number; readonly first: Pick<Blocks, "total" | "totalIs"> | undefined }>(list: L) {
  return { ...list, total: list.first?.total ?? list.total, isAtLeast: list.first?.totalIs === "at-least" };
}

export function useNewestEntries(limit: number) {
  return useQuery({
    queryKey: ["ledger", "newest", limit],
    queryFn: ({ signal }) => get<LedgerEntries>("/api/ledger/entries", { query: { limit }, signal }),
    refetchInterval: 30_000,
  });
}

export function useEntry(index: string) {
  return useQuery({
    queryKey: ["ledger", "entry", index],
    queryFn: ({ signal }) => get<EntryDetail>(`/api/ledger/entries/${encodeURIComponent(index)}`, { signal }),
  });
}

/** The proof as it came: it has one canonical form, and parsing would lose it. */
export function useEntryProof(index: number) {
  return useQuery({
    queryKey: ["ledger", "entry", index, "proof"],
    queryFn: ({ signal }) => getText(`/api/proofs/${index}`, { signal }),
    refetchOnWindowFocus: false,
  });
}

export function useBlock(size: string) {
  return useQuery({
    queryKey: ["ledger", "checkpoint", size],
    queryFn: ({ signal }) => get<BlockDetail>(`/api/ledger/checkpoints/${encodeURIComponent(size)}`, { signal }),
  });
}

export function useNodes() {
  return useQuery({
    queryKey: ["ledger", "nodes"],
    queryFn: ({ signal }) => get<LedgerNodes>("/api/ledger/nodes", { signal }),
    refetchInterval: 5_000,
  });
}

export function useNodePeriods(node: string) {
  return useOffsetList<NodePeriod>({ key: ["ledger", "node", node], path: `/api/ledger/nodes/${encodeURIComponent(node)}/periods` });
}

export function useEvidence() {
  return useQuery({
    queryKey: ["ledger", "evidence"],
    queryFn: ({ signal }) => get<EvidenceList>("/api/ledger/evidence", { signal }),
    refetchInterval: 30_000,
  });
}

export function useEvidenceDocument(id: string) {
  return useQuery({
    queryKey: ["ledger", "evidence", id],
    queryFn: ({ signal }) => getText(`/api/ledger/evidence/${encodeURIComponent(id)}`, { signal }),
  });
}

export function useAnchoring() {
  return useQuery({
    queryKey: ["ledger", "anchoring"],
    queryFn: ({ signal }) => get<AnchoringView>("/api/ledger/anchoring", { signal }),
    refetchInterval: 30_000,
  });
}

export function useSmLedger() {
  return useQuery({
    queryKey: ["ledger", "sm"],
    queryFn: ({ signal }) => get<SmLedgerState>("/api/ledger/sm", { signal }),
    refetchInterval: 30_000,
  });
}

export function useAnchors() {
  return useOffsetList<AnchorView>({ key: ["ledger", "anchors"], path: "/api/ledger/anchors" });
}

export function useCaptures() {
  return useOffsetList<CaptureView>({ key: ["captures"], path: "/api/captures" });
}

/** Keys of capturing devices, those revoked among them. */
export function useDevices() {
  return useQuery({
    queryKey: ["devices", "all"],
    queryFn: async ({ signal }) => (await get<{ readonly items: readonly DeviceKeyView[] }>("/api/devices", { signal })).items,
  });
}

const NO_KEYS: readonly string[] = [];

/** Keys of capturing devices that the house vouches for now; none for those who may not see them. */
export function useRegisteredKeys(): readonly string[] {
  const may = useMay("device.read");
  const devices = useQuery({
    queryKey: ["devices", "keys"],
    enabled: may,
    queryFn: async ({ signal }) => {
      const { items } = await get<{ readonly items: readonly DeviceKeyView[] }>("/api/devices", { signal });
      return items.filter(({ revoked }) => revoked === null).map(({ key }) => key);
    },
  });
  return devices.data ?? NO_KEYS;
}

/** Where the content with these digests stands; both are asked for, and what both find is told once. */
export function useDigests(digests: { readonly sha256: string; readonly sm3: string } | null) {
  return useQuery({
    queryKey: ["ledger", "digest", digests?.sha256, digests?.sm3],
    enabled: digests !== null,
    queryFn: async ({ signal }) => {
      const [bySha256, bySm3] = await Promise.all(
        [digests?.sha256 ?? "", digests?.sm3 ?? ""].map((digest) => get<DigestMatches>(`/api/ledger/digests/${digest}`, { signal })),
      );
      return {
        ledgerSize: bySha256?.ledgerSize ?? 0,
        items: bySha256?.items ?? [],
        // The same file has both digests; an entry that has one of them alone states another content.
        others: (bySm3?.items ?? []).filter(
          (item) => !bySha256?.items.some(({ index, subject }) => index === item.index && subject === item.subject),
        ),
      };
    },
  });
}
