/** The sound of a recording: always there for its recorder, whichever microphone gives it at the moment, or none. */
export interface Voice {
  /** What the recorder records. It never changes and never ends by itself: silence is sound, too. */
  readonly track: MediaStreamTrack;
  /** The microphone of the moment. */
  readonly microphone: MediaStreamTrack | null;
  /** How loud it was at the most since somebody asked last, from 0 to 1. */
  level(): number;
  /** Take the sound from here from now on; null: from nowhere. What gave it before is stopped. */
  use(stream: MediaStream | null): void;
  close(): void;
}

/** Samples that are looked at: a third of a second, more than lies between two looks. */
const WINDOW = 16_384;

/** The sound of a microphone through an audio graph, so that another one can take its place while it is recorded. */
export function openVoice(stream: MediaStream | null, context: AudioContext = new AudioContext()): Voice {
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  const meter = context.createAnalyser();
  meter.fftSize = WINDOW;
  const samples = new Float32Array(WINDOW);
  let source: MediaStreamAudioSourceNode | null = null;
  let microphone: MediaStreamTrack | null = null;
  const connect = (next: MediaStream | null): void => {
    source?.disconnect();
    microphone?.stop();
    microphone = next?.getAudioTracks()[0] ?? null;
    source = next && microphone ? context.createMediaStreamSource(next) : null;
    source?.connect(meter);
    source?.connect(out);
  };
  connect(stream);
  return {
    track: out.stream.getAudioTracks()[0] as MediaStreamTrack,
    get microphone() {
      return microphone;
    },
    level: () => {
      // A call, or another program, may have taken the sound away from the page for a while.
      if (context.state !== "running") void context.resume().catch(() => undefined);
      meter.getFloatTimeDomainData(samples);
      return samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    },
    use: connect,
    close: () => {
      connect(null);
      void context.close().catch(() => undefined);
    },
  };
}
