import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from "react";

/** Where a small picture lies in the room that the large one leaves it: 0 left or top, 1 right or bottom. */
export interface Place {
  x: number;
  y: number;
}

const KEPT = "throughline-camera-place";
const CORNER: Place = { x: 0.96, y: 0.94 };
const STEP = 0.1;
/** Less than this is a click, px. */
const CLICK = 4;

const inside = (value: number): number => Math.min(1, Math.max(0, value));

/** The place after a key; null where the key does not move it. */
export function moved({ x, y }: Place, key: string): Place | null {
  const steps: Record<string, Place> = {
    ArrowLeft: { x: -STEP, y: 0 },
    ArrowRight: { x: STEP, y: 0 },
    ArrowUp: { x: 0, y: -STEP },
    ArrowDown: { x: 0, y: STEP },
  };
  const by = steps[key];
  return by ? { x: inside(x + by.x), y: inside(y + by.y) } : null;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The place of a picture whose upper left corner is at a point of the window. */
export function placeAt(point: Place, own: Pick<Box, "height" | "width">, room: Box): Place {
  const free = { x: room.width - own.width, y: room.height - own.height };
  return {
    x: inside(free.x > 0 ? (point.x - room.left) / free.x : 0),
    y: inside(free.y > 0 ? (point.y - room.top) / free.y : 0),
  };
}

function kept(): Place {
  try {
    const { x, y } = JSON.parse(localStorage.getItem(KEPT) ?? "") as Place;
    return Number.isFinite(x) && Number.isFinite(y) ? { x: inside(x), y: inside(y) } : CORNER;
  } catch {
    return CORNER;
  }
}

/** A picture that is moved by dragging it, or by the arrow keys. Its place is remembered on this device. */
export function useMovable() {
  const [place, setPlace] = useState(kept);
  const held = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const put = (next: Place): void => {
    setPlace(next);
    localStorage.setItem(KEPT, JSON.stringify(next));
  };
  const style: CSSProperties = { insetInlineEnd: "auto", bottom: "auto", ...at(place) };
  return {
    style,
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      const own = event.currentTarget.getBoundingClientRect();
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { x: event.clientX - own.left, y: event.clientY - own.top, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const room = event.currentTarget.parentElement?.getBoundingClientRect();
      const own = event.currentTarget.getBoundingClientRect();
      if (!held.current || !room) return;
      const point = { x: event.clientX - held.current.x, y: event.clientY - held.current.y };
      if (Math.hypot(point.x - own.left, point.y - own.top) < CLICK && !held.current.moved) return;
      held.current.moved = true;
      put(placeAt(point, own, room));
    },
    onPointerUp: (): void => void setTimeout(() => (held.current = null)),
    onClick: (event: React.MouseEvent): void => {
      // Having been moved it was not clicked.
      if (held.current?.moved) event.stopPropagation();
    },
    onKeyDown: (event: KeyboardEvent): void => {
      const next = moved(place, event.key);
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      put(next);
    },
  };
}

/** Shares of the free room, as style sheets count them. */
const at = ({ x, y }: Place): CSSProperties => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  translate: `${-x * 100}% ${-y * 100}%`,
});
