import { type RefObject, useLayoutEffect, useRef } from "react";

/** The newest of what changes from drawing to drawing, for what is asked later and is not to be made anew for it. */
export function useLatest<T>(value: T): RefObject<T> {
  const box = useRef(value);
  useLayoutEffect(() => {
    box.current = value;
  });
  return box;
}
