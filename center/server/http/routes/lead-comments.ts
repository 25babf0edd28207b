import { YuejianError } from "@yuejian/contracts";
import {
  CommentBody,
  CommentShape,
  CommentsShape,
  exact,
  MentionableQuery,
  MentionableShape,
  NewCommentBody,
  ReadMentionsBody,
  WithdrawCommentBody,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { mayRead, mentionedUsers, versionConflictOf } from "../../identity/index.ts";
import type { Row } from "../../store/index.ts";
import { changeLeadIn, insertMentions, remarkLeadIn, withdrawComment } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import { opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { commentsOf } from "../views/comments.ts";
import { leadPorts } from "../views/lead-ports.ts";
import { shownRow } from "../views/lead-view.ts";
import type { LeadRow } from "../views/leads.ts";
import { objectOf, readableLead } from "../views/readable-lead.ts";

const LeadPath = exact({ lead: Type.String() });
const CommentPath = exact({ lead: Type.String(), comment: Type.String() });
const MENTIONABLE = 20;

/** What people say about a lead: each comment, edit and withdrawal is an event of the lead. */
export function commentRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy, audit } = services;
  const ports = leadPorts(home);

  app.get(
    "/api/leads/:lead/comments",
    { config: { admission: "lead.read" }, schema: { params: LeadPath, response: { 200: CommentsShape } } },
    async ({ caller, params }) => {
      const row = await readableLead(services, caller, params.lead);
      return { items: await shown(row, caller) };
    },
  );

  app.post(
    "/api/leads/:lead/comments",
    { config: { admission: "lead.comment" }, schema: { params: LeadPath, body: NewCommentBody, response: { 201: CommentShape } } },
    async ({ caller, params, body }, reply) => {
      const row = await readableLead(services, caller, params.lead, "lead.comment");
      const mentions = await mentionedUsers({ db: store.db, policy }, body.text, objectOf(row));
      const { event } = await store.write((trx) =>
        changeLeadIn(trx, ports, {
          lead: row.id,
          version: null,
          command: { action: "comment", note: body.text, mentions },
          actor: caller.actor,
        }),
      );
      await note(caller, row.id, `comment ${event.id}, ${mentions.length} mentioned`);
      const [comment] = await shown(row, caller, event.id);
      if (!comment) throw new YuejianError("COMMENT_UNKNOWN", { comment: event.id });
      return reply.code(201).send(comment);
    },
  );

  app.post(
    "/api/leads/:lead/comments/:comment",
    { config: { admission: "lead.comment" }, schema: { params: CommentPath, body: CommentBody, response: { 200: CommentShape } } },
    async ({ caller, params, body }) => {
      const row = await readableLead(services, caller, params.lead, "lead.comment");
      const text = body.text.trim();
      if (text === "") throw new YuejianError("REASON_NEEDED");
      const mentions = await mentionedUsers({ db: store.db, policy }, text, objectOf(row));
      await store.write(async (trx) => {
        const comment = await trx.selectFrom("lead_comments").selectAll().where("id", "=", params.comment).executeTakeFirst();
        demandOwn(comment, { caller, lead: row.id, comment: params.comment, version: body.version });
        const { event } = await remarkLeadIn(trx, ports, {
          lead: row.id,
          kind: "comment-edited",
          note: text,
          details: { comment: params.comment, ...(mentions.length > 0 ? { mentions: mentions.toSorted() } : {}) },
          actor: caller.actor,
        });
        await trx
          .updateTable("lead_comments")
          .set({ text, version: body.version + 1, edited_at: event.at })
          .where("id", "=", params.comment)
          .execute();
        await insertMentions(trx, ports, { comment: params.comment, lead: row.id, actor: caller.actor.id, at: event.at, users: mentions });
      });
      await note(caller, row.id, `comment ${params.comment} edited`);
      return only(await shown(row, caller, params.comment), params.comment);
    },
  );

  app.post(
    "/api/leads/:lead/comments/:comment/withdraw",
    { config: { admission: "lead.comment" }, schema: { params: CommentPath, body: WithdrawCommentBody, response: { 200: CommentShape } } },
    async ({ caller, params, body }) => {
      const row = await readableLead(services, caller, params.lead, "lead.comment");
      const reason = body.reason.trim();
      if (reason === "") throw new YuejianError("REASON_NEEDED");
      await store.write(async (trx) => {
        const comment = await trx.selectFrom("lead_comments").selectAll().where("id", "=", params.comment).executeTakeFirst();
        demandOwn(comment, { caller, lead: row.id, comment: params.comment, version: body.version });
        const { event } = await remarkLeadIn(trx, ports, {
          lead: row.id,
          kind: "comment-withdrawn",
          note: reason,
          details: { comment: params.comment },
          actor: caller.actor,
        });
        await withdrawComment(trx, { comment: params.comment, at: event.at, by: caller.actor.id, reason });
      });
      await note(caller, row.id, `comment ${params.comment} withdrawn`);
      return only(await shown(row, caller, params.comment), params.comment);
    },
  );

  app.get(
    "/api/leads/:lead/mentionable",
    {
      config: { admission: "lead.comment" },
      schema: { params: LeadPath, querystring: MentionableQuery, response: { 200: MentionableShape } },
    },
    async ({ caller, params, query }) => {
      const row = await readableLead(services, caller, params.lead, "lead.comment");
      const wanted = (query.q ?? "").toLowerCase();
      const accounts = (await services.accounts.all()).filter(
        (account) =>
          (account.name.includes(wanted) || account.display_name.toLowerCase().includes(wanted)) && mayRead(policy, account, objectOf(row)),
      );
      const items = accounts
        .toSorted((left, right) => (left.name < right.name ? -1 : 1))
        .slice(0, MENTIONABLE)
        .map(({ id, name, display_name: displayName }) => ({ user: id, name, displayName }));
      return { items };
    },
  );

  app.post(
    "/api/mentions/read",
    { config: { admission: "lead.read" }, schema: { body: ReadMentionsBody, response: { 204: Type.Null() } } },
    async ({ caller, body }, reply) => {
      await store.write(async (trx) => {
        const own = trx
          .updateTable("lead_mentions")
          .set({ read_at: new Date(home.clock.now()).toISOString() })
          .where("user", "=", caller.actor.id)
          .where("read_at", "is", null);
        if ("lead" in body) await own.where("lead", "=", body.lead).execute();
        else if (body.mentions.length > 0) await own.where("id", "in", body.mentions).execute();
      });
      return reply.code(204).send(null);
    },
  );

  function shown(row: LeadRow, caller: Caller, only?: string) {
    const { hide } = shownRow(context, row, opensNothing);
    return commentsOf(store.db, { lead: row.id, reader: caller.actor.id, hide, ...(only === undefined ? {} : { only }) });
  }

  function note(caller: Caller, lead: string, detail: string): Promise<void> {
    return audit.record({ actor: caller.account, action: "lead.comment", subject: lead, outcome: "done", detail });
  }

  function demandOwn(
    comment: Row<"lead_comments"> | undefined,
    seen: { caller: Caller; lead: string; comment: string; version: number },
  ): asserts comment {
    if (comment?.lead !== seen.lead) throw new YuejianError("COMMENT_UNKNOWN", { comment: seen.comment });
    if (comment.actor !== seen.caller.actor.id) throw new YuejianError("NOT_THE_AUTHOR");
    if (comment.withdrawn_at !== null) throw new YuejianError("COMMENT_WITHDRAWN");
    if (comment.version === seen.version) return;
    const at = comment.edited_at ?? comment.at;
    throw versionConflictOf({ at, who: seen.caller.account.display_name, changed: { zh: "修改备注", en: "edited the comment" } });
  }
}

function only<Item>(items: readonly Item[], comment: string): Item {
  const [item] = items;
  if (!item) throw new YuejianError("COMMENT_UNKNOWN", { comment });
  return item;
}
