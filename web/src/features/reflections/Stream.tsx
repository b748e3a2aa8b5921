import { useEffect, useRef } from "react";

/** What a camera or a screen shows at the moment. */
export function Stream({ stream, small = false, name }: { stream: MediaStream; small?: boolean; name: string }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} className={small ? "live-small" : ""} autoPlay muted playsInline aria-label={name} />;
}
