import { call } from "../../../api/call";
import { Problem } from "../../../api/problem";
import type { SignedPartView, TrackView } from "../../../api/contract";
import { within } from "../chapters";
import type { Begun, Spool, SpooledFile, Take } from "./spool";
import type { Remote } from "./upload";

/** The server as one take sees it: its reflection, made when there is none yet, and one `Remote` for each file. */
export class Server {
  private making: Promise<string> | null = null;

  constructor(
    private readonly take: Take,
    private readonly spool: Spool,
    private readonly changed: () => void,
  ) {}

  /** The reflection's id. Asked twice under one key, the server makes one. */
  reflection(): Promise<string> {
    const { take } = this;
    if (take.reflectionId) return Promise.resolve(take.reflectionId);
    this.making ??= this.make().finally(() => (this.making = null));
    return this.making;
  }

  remote(file: SpooledFile): Remote {
    const { spool } = this;
    const path = async (): Promise<{ reflection_id: string; track_id: string }> => ({
      reflection_id: await this.reflection(),
      track_id: file.upload?.trackId ?? "",
    });
    const track = "/reflections/{reflection_id}/tracks/{track_id}" as const;
    return {
      get begun() {
        return file.upload;
      },
      set begun(begun) {
        file.upload = begun;
      },
      begin: (again) => this.begin(file, again),
      sign: async (parts): Promise<SignedPartView[]> => {
        const body = { part_numbers: parts.map(({ number }) => number), sizes: parts.map(({ from, to }) => to - from) };
        return (await call(`POST ${track}/parts`, { path: await path(), body })).body.items;
      },
      signPieces: async (items) =>
        (await call(`POST ${track}/pieces`, { path: await path(), body: { items: [...items] } })).body.items,
      stored: async () => {
        const { items, pieces } = (await call(`GET ${track}/parts`, { path: await path() })).body;
        return { parts: items, pieces };
      },
      complete: async (duration_ms) => {
        const { offsetMs: offset_ms, endedBy: ended_by, off = [] } = file;
        const ending = { ...(offset_ms !== undefined && { offset_ms }), ...(ended_by && { ended_by }) };
        const known = { ...ending, ...(off.length > 0 && { off: [...off] }) };
        const body = { ...(duration_ms !== null && { duration_ms: Math.max(1, duration_ms) }), ...known };
        await call(`POST ${track}/complete`, { path: await path(), body }, { key: `${file.id}-${file.begun}-end` });
        await spool.keepFile(file).catch(() => undefined);
      },
      arrived: async () => (await call(`GET ${track}`, { path: await path() })).body.state !== "uploading",
    };
  }

  track(file: SpooledFile): Promise<TrackView> {
    const path = { reflection_id: this.take.reflectionId ?? "", track_id: file.upload?.trackId ?? "" };
    return call("GET /reflections/{reflection_id}/tracks/{track_id}", { path }).then(({ body }) => body);
  }

  /** The marks that were set while recording; someone may have changed the reflection in the meantime. */
  async saveChapters(duration: number): Promise<void> {
    const { take } = this;
    if (take.chaptersSaved || take.reply) return;
    const path = { reflection_id: await this.reflection() };
    const chapters = within(take.chapters, duration);
    for (let turn = 0; ; turn += 1) {
      const { body } = await call("GET /reflections/{reflection_id}", { path });
      try {
        await call("PATCH /reflections/{reflection_id}", { path, body: { chapters }, match: body.etag });
        break;
      } catch (reason) {
        if (!(reason instanceof Problem && reason.status === 412) || turn === 3) throw reason;
      }
    }
    take.chaptersSaved = true;
    await this.spool.keepTake(take).catch(() => undefined);
  }

  async savePoster(): Promise<void> {
    const { take } = this;
    if (!take.poster) return;
    const { type, bytes } = take.poster;
    const path = { reflection_id: await this.reflection() };
    const { body } = await call("POST /reflections/{reflection_id}/poster", { path, body: { content_type: type } });
    const form = new FormData();
    for (const [name, value] of Object.entries(body.fields)) form.append(name, value);
    form.append("file", new Blob([bytes], { type }));
    await fetch(body.url, { method: "POST", body: form });
    take.poster = null;
    await this.spool.keepTake(take).catch(() => undefined);
  }

  /** Tracks of an earlier recording, once this one can be played. */
  async dropReplaced(): Promise<void> {
    for (const track_id of this.take.replaces) await this.dropTrack(track_id);
  }

  /** No file of this take stays; `whole`: nor the reflection, where it was made for this take. */
  async discard(files: readonly SpooledFile[], whole: boolean): Promise<void> {
    const reflection_id = this.take.reflectionId;
    if (!reflection_id) return;
    if (whole && this.take.created)
      return gone(call("DELETE /reflections/{reflection_id}", { path: { reflection_id } }));
    for (const { upload } of files) if (upload) await this.dropTrack(upload.trackId);
  }

  /** Files of this take without a byte: nobody is to wait for them. */
  async dropEmpty(files: readonly SpooledFile[]): Promise<void> {
    for (const { bytes, upload } of files) if (bytes === 0 && upload) await this.dropTrack(upload.trackId);
  }

  private dropTrack(track_id: string): Promise<void> {
    const path = { reflection_id: this.take.reflectionId ?? "", track_id };
    return gone(call("DELETE /reflections/{reflection_id}/tracks/{track_id}", { path }));
  }

  private async make(): Promise<string> {
    const { take } = this;
    const body = {
      title: take.title,
      ...(take.period && { period: take.period }),
      ...(take.objectiveIds.length > 0 && { objective_ids: take.objectiveIds }),
    };
    const key = take.made ? `${take.id}-${take.made}` : take.id;
    const told = await call("POST /reflections", { body }, { key });
    take.reflectionId = told.body.id;
    await this.spool.keepTake(take).catch(() => undefined);
    this.changed();
    return told.body.id;
  }

  private async begin(file: SpooledFile, again: boolean): Promise<Begun> {
    const path = { reflection_id: await this.reflection() };
    if (again) file.begun += 1;
    const reply = this.take.reply ? { reply: true } : {};
    const body = { kind: file.kind, content_type: file.contentType, take: file.take, ...reply };
    const key = `${file.id}-${file.begun}`;
    const told = await call("POST /reflections/{reflection_id}/tracks", { path, body }, { key });
    const { track_id, part_size, piece_size, max_bytes, max_duration_ms } = told.body;
    const sizes = { partSize: part_size, ...(piece_size && { pieceSize: piece_size }), maxBytes: max_bytes };
    file.upload = { trackId: track_id, ...sizes, maxDurationMs: max_duration_ms };
    await this.spool.keepFile(file).catch(() => undefined);
    return file.upload;
  }
}

/** What is gone already is as good as deleted. */
async function gone(asked: Promise<unknown>): Promise<void> {
  await asked.catch((reason: unknown) => {
    if (!(reason instanceof Problem && reason.status === 404)) throw reason;
  });
}
