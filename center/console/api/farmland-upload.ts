import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FarmlandFiles, FarmlandUpload, UploadedPiece } from "@yuejian/contracts/api";
import { ApiError, get, post, remove } from "./client.ts";
import { type OnSent, sendForm } from "./send-form.ts";

/** So much goes at once: what breaks off is sent again from where the server has it. */
const PIECE_BYTES = 16 * 1024 * 1024;

export interface OutgoingImage {
  /** Where it lay in the folder that was chosen, else its name. */
  readonly path: string;
  readonly file: File;
}

/** What arrived of an upload. */
export function useFarmlandUpload(id: string | null) {
  return useQuery({
    queryKey: ["farmland", "upload", id],
    queryFn: ({ signal }) => get<FarmlandUpload>(`/api/farmland/uploads/${id}`, { signal }),
    enabled: id !== null,
    retry: false,
  });
}

interface Sending {
  /** Null: a new upload. */
  readonly upload: string | null;
  readonly images: readonly OutgoingImage[];
  readonly onBegun: (upload: string) => void;
  readonly onSent: OnSent;
  readonly signal: AbortSignal;
}

/** Sends files piece by piece from where each stands, then has them told apart. */
export function useSendImages() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ upload, images, onBegun, onSent, signal }: Sending) => {
      const begun =
        upload === null
          ? await post<FarmlandUpload>("/api/farmland/uploads")
          : await get<FarmlandUpload>(`/api/farmland/uploads/${upload}`);
      onBegun(begun.id);
      const total = images.reduce((sum, { file }) => sum + file.size, 0);
      let before = 0;
      for (const { path, file } of images) {
        const there = begun.files.find((each) => each.path === path)?.size ?? 0;
        await sendFile(begun.id, { path, file, there, signal, onSent: (sent) => onSent(before + sent, total) });
        before += file.size;
      }
      return { upload: begun.id, found: await post<FarmlandFiles>(`/api/farmland/uploads/${begun.id}/check`, {}, { signal }) };
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["farmland", "upload"] }),
  });
}

interface SendingFile extends OutgoingImage {
  readonly there: number;
  readonly signal: AbortSignal;
  readonly onSent: (sent: number) => void;
}

async function sendFile(upload: string, { path, file, there, signal, onSent }: SendingFile): Promise<void> {
  for (let offset = there; offset < file.size; ) {
    signal.throwIfAborted();
    const from = offset;
    const form = new FormData();
    form.set("path", path);
    form.set("offset", String(from));
    form.set("file", file.slice(from, from + PIECE_BYTES), file.name);
    const piece = sendForm<UploadedPiece>(`/api/farmland/uploads/${upload}/files`, form, {
      onSent: (sent) => onSent(Math.min(file.size, from + sent)),
      signal,
    });
    offset = await piece.then(({ size }) => size, standsAt);
  }
  onSent(file.size);
}

/** Where a file stands that was thought to stand elsewhere. */
function standsAt(cause: unknown): number {
  if (cause instanceof ApiError && cause.code === "FARMLAND_UPLOAD_OFFSET") return Number(cause.parameters["size"]);
  throw cause;
}

export function useCheckUpload() {
  return useMutation({ mutationFn: (upload: string) => post<FarmlandFiles>(`/api/farmland/uploads/${upload}/check`) });
}

export function useDiscardUpload() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upload: string) => remove(`/api/farmland/uploads/${upload}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["farmland", "upload"] }),
  });
}
