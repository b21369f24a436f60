// Makes one film of a recording: everybody in one picture, all voices in one sound.
import {
  AudioSample,
  AudioSampleSource,
  canEncodeAudio,
  canEncodeVideo,
  CanvasSource,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  StreamTarget,
  type StreamTargetChunk,
  WebMOutputFormat,
} from "mediabunny";
import { personAt } from "../../recording/film_plan.ts";
import { lineOf } from "../../recording/recorded_log.ts";
import { JOURNAL } from "../../recording/recording_writer.ts";
import { limited, SAMPLE_RATE } from "../../recording/sound_mixer.ts";
import { FilmPicture, type ShownPerson } from "./film_picture.ts";
import { folderOf, peopleOf, type StoredPerson } from "./stored_people.ts";
import { openToWrite, type SyncHandle } from "./opfs_files.ts";
import { PicturePlayer, SoundPlayer } from "./players.ts";
import { endOf, streamsOf } from "./recorded_streams.ts";

const SIZE = { width: 1280, height: 720 };
/** One picture at most in so many milliseconds. */
const STEP_MS = 40;
/** A picture that stays is repeated after so long, so that one can jump there. */
const REPEAT_MS = 1_000;

/** Everything of one person, ready to be played. */
interface FilmPerson extends StoredPerson {
  cameras: PicturePlayer[];
  screens: PicturePlayer[];
  sounds: SoundPlayer[];
  end: number;
}

export interface FilmOptions {
  /** Ends the making; the promise rejects then. */
  signal: AbortSignal;
  /** Hears of the part that is done, 0 to 1. */
  onProgress(part: number): void;
}

/** Makes the film and gives the name of its file. Of one that is not finished nothing stays. */
export async function makeFilm(id: string, options: FilmOptions): Promise<string> {
  const folder = await folderOf(id);
  const people = await Promise.all((await peopleOf(folder)).map(filmPersonOf));
  const end = Math.max(0, ...people.map((person) => person.end));
  if (end === 0) throw new Error("nothing was recorded");
  const kind = await kindOfFilm();
  const name = `film.${kind.ending}`;
  const file = await openToWrite(folder, name);
  let isWhole = false;
  try {
    file.truncate(0);
    await play(people, { ...options, end, kind, file });
    file.flush();
    isWhole = true;
  } finally {
    file.close();
    for (const { cameras, screens, sounds } of people) {
      for (const player of [...cameras, ...screens, ...sounds]) player.close();
    }
    if (!isWhole) await folder.removeEntry(name);
  }
  await noteFilm(folder, name);
  return name;
}

async function filmPersonOf(person: StoredPerson): Promise<FilmPerson> {
  const streams = await streamsOf(person);
  const of = (...slots: string[]) => streams.filter(({ slot }) => slots.includes(slot));
  return {
    ...person,
    cameras: of("camera").map((stream) => new PicturePlayer(stream)),
    screens: of("screen").map((stream) => new PicturePlayer(stream)),
    sounds: of("mic", "screenAudio").map((stream) => new SoundPlayer(stream)),
    end: Math.max(0, ...await Promise.all(streams.map(endOf))),
  };
}

interface Making extends FilmOptions {
  end: number;
  kind: FilmKind;
  file: SyncHandle;
}

async function play(people: readonly FilmPerson[], making: Making): Promise<void> {
  const { end, kind: { format, video, audio }, file, signal, onProgress } = making;
  const picture = new FilmPicture(SIZE);
  const writable = new WritableStream<StreamTargetChunk>({
    write: ({ data, position }) => void file.write(data, { at: position }),
  });
  const output = new Output({ format, target: new StreamTarget(writable) });
  const pictures = new CanvasSource(picture.canvas, {
    codec: video,
    quality: QUALITY_HIGH,
    latencyMode: "realtime",
  });
  const sounds = new AudioSampleSource({ codec: audio, quality: QUALITY_HIGH });
  output.addVideoTrack(pictures);
  output.addAudioTrack(sounds);
  await output.start();
  let shownAt = -Infinity;
  for (let t = 0; t < end; t += STEP_MS) {
    signal.throwIfAborted();
    const isNew = picture.draw(await shownAtTime(people, t));
    if (isNew || t - shownAt >= REPEAT_MS) {
      await pictures.add(t / 1_000, STEP_MS / 1_000);
      shownAt = t;
    }
    const sound = await soundAt(people, t);
    await sounds.add(sound).finally(() => sound.close());
    onProgress(t / end);
  }
  await output.finalize();
}

async function shownAtTime(people: readonly FilmPerson[], t: number): Promise<ShownPerson[]> {
  const shown = await Promise.all(people.map(async ({ id, notes, cameras, screens }) => {
    const person = personAt(notes, t);
    const camera = await cameras[0]?.pictureAt(t) ?? null;
    const screen = await screens[0]?.pictureAt(t) ?? null;
    return person && {
      ...person,
      id,
      camera: person.media.camera ? camera : null,
      screen: person.media.screen ? screen : null,
    };
  }));
  return shown.filter((person) => person !== null);
}

async function soundAt(people: readonly FilmPerson[], t: number): Promise<AudioSample> {
  const length = STEP_MS * SAMPLE_RATE / 1_000;
  const block = [new Float32Array(length), new Float32Array(length)] as const;
  for (const sound of people.flatMap(({ sounds }) => sounds)) {
    await sound.mixInto(block, t * SAMPLE_RATE / 1_000);
  }
  return new AudioSample({
    data: limited(block),
    format: "f32-planar",
    numberOfChannels: 2,
    sampleRate: SAMPLE_RATE,
    timestamp: t / 1_000,
  });
}

interface FilmKind {
  ending: "mp4" | "webm";
  format: Mp4OutputFormat | WebMOutputFormat;
  video: "avc" | "vp8" | "vp9";
  audio: "aac" | "opus";
}

/** MP4 where this browser encodes what everything plays; else WebM, which it always can. */
async function kindOfFilm(): Promise<FilmKind> {
  const sound = { numberOfChannels: 2, sampleRate: SAMPLE_RATE };
  if (await canEncodeVideo("avc", SIZE)) {
    const audio = await canEncodeAudio("aac", sound) ? "aac" : "opus";
    return { ending: "mp4", format: new Mp4OutputFormat(), video: "avc", audio };
  }
  const video = await canEncodeVideo("vp8", SIZE) ? "vp8" : "vp9";
  return { ending: "webm", format: new WebMOutputFormat(), video, audio: "opus" };
}

/** A film counts from now on; one that was given up half-way does not. */
async function noteFilm(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  const journal = await openToWrite(folder, JOURNAL);
  journal.write(lineOf({ kind: "film", name }), { at: journal.getSize() });
  journal.flush();
  journal.close();
}
