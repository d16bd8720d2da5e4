/** Sizes of looks.md 5 and 7, in canvas pixels. */
export const NODE_W = 232;
export const NODE_H = 64;
export const HEAD = 48;
export const FOOT = 30;
export const RAIL = 30;
export const BODY_SIDE = 40;
export const BODY_TOP = 46;
export const BODY_BOTTOM = 42;
export const CONTAINER_MIN_W = 312;
export const CONTAINER_MIN_H = 188;
export const LANE_GAP = 32;
/** Between nodes that Tidy up places. */
export const GAP_ACROSS = 40;
export const GAP_ALONG = 56;
