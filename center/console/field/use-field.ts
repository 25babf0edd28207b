import type { Text } from "@yuejian/contracts";
import type { FieldChecksView, FieldCheckView, Session } from "@yuejian/contracts/api";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, get, setCsrf } from "../api/client.ts";
import { type Draft, drop, type KeptTasks, keep, kept, keptOf, type Receipt } from "./device-store.ts";
import { type Person, personOf, rememberedPerson, rememberPerson } from "./person.ts";
import { synchronise } from "./synchronise.ts";

const AGAIN_MS = 60_000;

export type Connection = "checking" | "online" | "offline" | "signed-out" | "password";

/** What lies on the device of one person. */
interface Kept {
  readonly tasks: KeptTasks | null;
  readonly drafts: readonly Draft[];
  readonly receipts: readonly Receipt[];
}

const NOTHING: Kept = { tasks: null, drafts: [], receipts: [] };

export interface Field extends Kept {
  readonly person: Person | null;
  readonly connection: Connection;
  /** The device was read: before, nothing may be changed, since that would stand in the place of what is kept. */
  readonly isRead: boolean;
  /** What is being sent. */
  readonly sending: { readonly check: string; readonly done: number; readonly total: number } | null;
  /** Asks the house who is signed in and what there is to do, then sends what waits. */
  readonly refresh: () => Promise<void>;
  readonly save: (draft: Draft) => Promise<void>;
  readonly discard: (check: string) => Promise<void>;
}

/** What the device keeps of the person, and how it stands with the house. */
export function useField(): Field {
  const [person, setPerson] = useState<Person | null>(rememberedPerson);
  const [connection, setConnection] = useState<Connection>("checking");
  const [read, setRead] = useState<Kept | null>(null);
  const [sending, setSending] = useState<Field["sending"]>(null);
  const isSending = useRef(false);

  const load = useCallback(async (of: Person | null) => setRead(of === null ? NOTHING : await readDevice(of.id)), []);

  const sendAll = useCallback(
    async (of: Person) => {
      if (isSending.current) return;
      isSending.current = true;
      try {
        for (const draft of await keptOf("drafts", of.id)) {
          if (draft.bound === null) continue;
          const onProgress = (done: number, total: number) => setSending({ check: draft.check, done, total });
          const sent = await synchronise(draft, onProgress);
          await load(of);
          if (sent.state === "signed-out") setConnection("signed-out");
          if (sent.state === "unreachable") setConnection("offline");
          if (sent.state === "signed-out" || sent.state === "unreachable") return;
        }
      } finally {
        isSending.current = false;
        setSending(null);
      }
    },
    [load],
  );

  const refresh = useCallback(async () => {
    const { connection: found, person: of } = await ask();
    setConnection(found);
    setPerson(of);
    if (of !== null && found === "online") {
      await sendAll(of);
      await readTasks(of);
    }
    await load(of);
  }, [load, sendAll]);

  useEffect(() => {
    void load(rememberedPerson()).then(refresh);
    const again = () => void refresh();
    const onHidden = () => {
      if (document.visibilityState === "visible") again();
    };
    const timer = setInterval(again, AGAIN_MS);
    globalThis.addEventListener("online", again);
    globalThis.addEventListener("offline", again);
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      clearInterval(timer);
      globalThis.removeEventListener("online", again);
      globalThis.removeEventListener("offline", again);
      document.removeEventListener("visibilitychange", onHidden);
    };
  }, [load, refresh]);

  return {
    person,
    connection,
    ...(read ?? NOTHING),
    isRead: read !== null,
    sending,
    refresh,
    save: async (draft) => {
      await keep("drafts", draft);
      setRead((before) => before && { ...before, drafts: [...before.drafts.filter(({ check }) => check !== draft.check), draft] });
    },
    discard: async (check) => {
      if (person === null) return;
      await drop("drafts", [person.id, check]);
      await load(person);
    },
  };
}

async function readDevice(person: string): Promise<Kept> {
  const [tasks, drafts, receipts] = await Promise.all([kept("tasks", person), keptOf("drafts", person), keptOf("receipts", person)]);
  return { tasks: tasks ?? null, drafts, receipts };
}

/** Who is signed in. What is on the device belongs to whoever signed in last: a session that is over changes nothing of that. */
async function ask(): Promise<{ readonly connection: Connection; readonly person: Person | null }> {
  try {
    const session = await get<Session>("/api/session");
    setCsrf(session.csrf);
    const person = personOf(session);
    rememberPerson(person);
    return { connection: session.mustSetPassword ? "password" : "online", person };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { connection: error.kind === "signed-out" ? "signed-out" : "offline", person: rememberedPerson() };
  }
}

/** What there is to do, kept for when there is no network. Without an answer the list of before stays. */
async function readTasks({ id: person }: Person): Promise<void> {
  const query = { mine: true, state: "open", limit: 500 };
  const read = await get<FieldChecksView>("/api/farmland/checks", { query }).catch((error: unknown) => {
    if (error instanceof ApiError) return null;
    throw error;
  });
  if (read === null) return;
  const { items, classes, limits } = read;
  const tasks = { person, at: new Date().toISOString(), items, classes, limits };
  await keep("tasks", tasks);
  await noteWithdrawn(tasks);
}

/** Tells of checks that were begun here and withdrawn since, before somebody goes on with them. */
async function noteWithdrawn({ person, items }: KeptTasks): Promise<void> {
  for (const draft of await keptOf("drafts", person)) {
    if (items.some(({ id }) => id === draft.check)) continue;
    const view = await get<FieldCheckView>(`/api/farmland/checks/${draft.check}`).catch(() => null);
    if (view?.withdrawn) await keep("drafts", { ...draft, problem: withdrawnText(view.withdrawn) });
  }
}

function withdrawnText({ at, byName, reason }: NonNullable<FieldCheckView["withdrawn"]>): Text {
  return {
    zh: `任务已于 ${at} 由${byName}撤回（${reason}）；设备上的内容仍在，由您决定另存或删除`,
    en: `The task was withdrawn at ${at} by ${byName} (${reason}); what is on the device stays there until you save or delete it`,
  };
}
