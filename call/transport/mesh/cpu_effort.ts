// What is given up at each level at which a computer is spared: first what arrives, then what is sent. Pure.
import type { Demand, PictureDemand } from "../demand.ts";
import type { EncodingPlan, PictureEncoding, Receiver } from "./encoding_limits.ts";

/** The most that this computer does for anybody. */
interface Effort {
  /** Sides of a camera's picture are divided by at least this. */
  scale: number;
  /** Frames a second: of cameras, and of screens. */
  camera: number;
  screen: number;
  /** Which part of their size the small pictures of others are asked for. */
  shown: number;
}

const WHOLE: Effort = { scale: 1, camera: Infinity, screen: Infinity, shown: 1 };
/** By level. */
const LEVELS: readonly Effort[] = [
  WHOLE,
  { ...WHOLE, shown: 0.6 },
  { scale: 1.5, camera: 20, screen: Infinity, shown: 0.5 },
  { scale: 2, camera: 15, screen: Infinity, shown: 0.4 },
  { scale: 4, camera: 10, screen: 5, shown: 0.3 },
];
/** Of somebody whom a viewer has pinned: who reads signs needs so many frames a second. */
const SIGNS = 20;

/** Smaller pictures with fewer frames. */
export function sparedPlan(
  plan: EncodingPlan,
  receivers: ReadonlyMap<string, Receiver>,
  level: number,
): EncodingPlan {
  const effort = LEVELS[level] ?? WHOLE;
  if (effort.camera === Infinity) return plan;
  return new Map([...plan].map(([id, { camera, screen }]) => {
    const isPinned = receivers.get(id)?.demand?.camera.rank === "pinned";
    const frames = isPinned ? Math.max(SIGNS, effort.camera) : effort.camera;
    return [id, {
      camera: limited(camera, { scale: effort.scale, frames }),
      screen: limited(screen, { scale: 1, frames: effort.screen }),
    }];
  }));
}

function limited(
  encoding: PictureEncoding,
  { scale, frames }: { scale: number; frames: number },
): PictureEncoding {
  return {
    ...encoding,
    maxFramerate: Math.min(encoding.maxFramerate, frames),
    scaleResolutionDownBy: Math.max(encoding.scaleResolutionDownBy, scale),
  };
}

/** Small pictures are asked for smaller; large ones and those that somebody has pinned stay. */
export function easedDemand(demand: Demand, level: number): Demand {
  const { shown } = LEVELS[level] ?? WHOLE;
  if (shown === 1) return demand;
  const eased = (picture: PictureDemand): PictureDemand =>
    picture.rank !== "other" ? picture : {
      ...picture,
      width: Math.ceil(shown * picture.width),
      height: Math.ceil(shown * picture.height),
    };
  return new Map(
    [...demand].map(([id, { camera, screen }]) =>
      [id, { camera: eased(camera), screen: eased(screen) }] as const
    ),
  );
}
