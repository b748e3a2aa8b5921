import { useEffect, useState } from "react";

import { now } from "../api/session/config";

const MINUTE = 60_000;

/** The time as the server has it, again each minute. */
export function useNow(): Date {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return time;
}
